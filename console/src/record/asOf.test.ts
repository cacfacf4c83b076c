import { expect, it } from 'vitest';
import { changedFields, spanOf } from './asOf';

const at = (recordedAt: string) => ({ recordedAt });

it('divides the life of a record into equal parts', () => {
  const now = Date.parse('2026-03-01T00:00:00Z');

  const span = spanOf([at('2026-02-28T23:59:00Z'), at('2026-01-01T00:00:00Z')], now);

  expect(span?.from).toBe(Date.parse('2026-01-01T00:00:00Z'));
  expect(span?.bars.at(0)).toBe(1);
  expect(span?.bars.at(-1)).toBe(1);
  expect(span?.bars.reduce((sum, each) => sum + each)).toBe(2);
  expect(spanOf([], now)).toBeUndefined();
});

it('finds the fields that were something else', () => {
  const then = { jobTitle: 'Buyer', tags: ['a'], name: { legal: 'Ann' } };
  const now = { jobTitle: 'Head buyer', provenance: [1], tags: ['a'], name: { legal: 'Ann' }, owner: 'usr_1' };

  expect(changedFields(then, now)).toEqual(new Set(['jobTitle', 'owner']));
});
