import { expect, it } from 'vitest';
import { lookUp } from './lookUp';

it.each([
  ['ann@example.org', 'customers', 'email'],
  ['381-204-7766', 'customers', 'number'],
  ['3812047766', 'customers', 'number'],
  ['+86 139 6004 7712', 'customers', 'phone'],
  ['o-100240', 'orders', 'orderNumber'],
  ['t-1001', 'tickets', 'number'],
  ['chen yu', 'customers', 'name'],
  ['陈', 'customers', 'name'],
])('looks %s up among %s by %s', (typed, list, by) => {
  expect(lookUp(typed)).toMatchObject({ list, by });
});

it('waits until there is enough to look up', () => {
  expect(lookUp('c')).toBeUndefined();
  expect(lookUp('2026')).toBeUndefined();
});
