import { expect, it } from 'vitest';
import { may, sees } from './permissions';

it('allows what any of the roles allows', () => {
  expect(may(['SALES'], 'orders:write')).toBe(true);
  expect(may(['AGENT'], 'orders:write')).toBe(false);
  expect(may(['AGENT', 'SALES'], 'orders:write')).toBe(true);
  expect(may([], 'customers:read')).toBe(false);
});

it('shows fields only if each role that reads the records sees them', () => {
  expect(sees(['SALES'], 'CONTACT')).toBe(true);
  expect(sees(['SALES', 'MARKETER'], 'CONTACT')).toBe(false);
  expect(sees([], 'CONTACT')).toBe(false);
});
