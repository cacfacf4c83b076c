import { expect, it } from 'vitest';
import { pathOf } from './path';

const PLACED = { since: '2026-11-29', placedAt: '2026-11-29' };

const event = (type: string) => ({ type, occurredAt: `2026-11-29 ${type}` });

it('shows where the order was, is and usually goes', () => {
  const order = { ...PLACED, state: 'PAID', terms: 'IMMEDIATE', lines: [{ kind: 'GOODS' }] } as const;

  const path = pathOf({ ...order, lines: [...order.lines] }, [event('order.paid'), event('order.placed')]);

  expect(path.map(({ state, is }) => `${state} ${is}`)).toEqual([
    'PENDING_PAYMENT done',
    'PAID current',
    'SHIPPED ahead',
    'RECEIVED ahead',
    'COMPLETED ahead',
  ]);
});

it('fulfils services instead of shipping them', () => {
  const path = pathOf({ ...PLACED, state: 'CONFIRMED', terms: 'ON_ACCOUNT', lines: [{ kind: 'SERVICE' }] }, []);

  expect(path.map((step) => step.state)).toEqual(['CONFIRMED', 'FULFILLED', 'COMPLETED']);
});

it('goes nowhere from a cancelled order', () => {
  const path = pathOf({ ...PLACED, state: 'CANCELLED', terms: 'IMMEDIATE', lines: [{ kind: 'GOODS' }] }, [
    event('order.cancelled'),
    event('order.placed'),
  ]);

  expect(path.map((step) => step.state)).toEqual(['PENDING_PAYMENT', 'CANCELLED']);
});
