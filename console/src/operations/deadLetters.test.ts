import { expect, it } from 'vitest';
import { blockedOf, type DeadLetter, recordOf } from './deadLetters';

const letter = (id: string, stream: string | undefined, sequence: number, group = 'tickets.complaints') =>
  ({ id, stream, sequence, group, at: '2026-12-01T10:00:00Z', offset: sequence }) as DeadLetter;

it('puts the events of one record behind the first of them, in order', () => {
  const blocked = blockedOf('tickets', [
    letter('c', 'orders|ord_1', 7),
    letter('a', 'orders|ord_1', 5),
    letter('b', 'orders|ord_1', 6),
    letter('d', 'orders|ord_1', 5, 'tickets.other'),
    letter('e', undefined, 0),
    letter('f', undefined, 0),
  ]);

  expect(blocked.map(({ first, behind }) => [first.id, ...behind.map(({ id }) => id)])).toEqual([
    ['e'],
    ['f'],
    ['a', 'b', 'c'],
    ['d'],
  ]);
});

it('knows the page of a record', () => {
  expect(recordOf('crm/orders|ord_1')).toEqual({ id: 'ord_1', to: '/orders/$id' });
  expect(recordOf('crm/marketing|dlv_1').to).toBeUndefined();
  expect(recordOf(undefined).to).toBeUndefined();
});
