import { expect, it } from 'vitest';
import { formatsOf } from './format';

it('writes money as its language does, without losing a cent', () => {
  expect(formatsOf('en').money('12345678901234567.89', 'CNY')).toBe('¥12,345,678,901,234,567.89');
  expect(formatsOf('zh-CN').money('18640.00', 'CNY')).toBe('¥18,640.00');
  expect(formatsOf('en').amount('-18640.5', 'EUR')).toBe('-18,640.50');
});

it('tells how long ago something was by the largest unit', () => {
  const now = Date.parse('2026-12-01T12:00:00Z');

  expect(formatsOf('en').ago('2026-12-01T11:59:40Z', now)).toBe('20 sec. ago');
  expect(formatsOf('en').ago('2026-09-01T12:00:00Z', now)).toBe('3 mo. ago');
  expect(formatsOf('zh-CN').ago('2026-11-30T11:00:00Z', now)).toBe('昨天');
});
