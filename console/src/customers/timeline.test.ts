import { expect, it } from 'vitest';
import type { Order, Ticket } from '../api/types';
import { merged, type Moment, type Source } from './timeline';

const order = (id: string, at: string): Moment => ({ kind: 'orders', id, at, of: {} as Order });
const ticket = (id: string, at: string): Moment => ({ kind: 'tickets', id, at, of: {} as Ticket });
const ids = (sources: Source[], until?: string) => merged(sources, until).map((moment) => moment.id);

it('merges all sources, newest first', () => {
  const orders = { moments: [order('o2', '2026-03-02'), order('o1', '2026-01-01')], hasMore: false };
  const tickets = { moments: [ticket('t1', '2026-02-01')], hasMore: false };

  expect(ids([orders, tickets])).toEqual(['o2', 't1', 'o1']);
});

it('ends where a source that has more ends, because behind that something may be missing', () => {
  const orders = { moments: [order('o2', '2026-03-02'), order('o1', '2026-02-15')], hasMore: true };
  const tickets = { moments: [ticket('t2', '2026-02-20'), ticket('t1', '2026-02-01')], hasMore: false };

  expect(ids([orders, tickets])).toEqual(['o2', 't2', 'o1']);
});

it('knows nothing later than the day it is shown at', () => {
  const orders = { moments: [order('o2', '2026-03-02'), order('o1', '2026-01-01')], hasMore: false };

  expect(ids([orders], '2026-02-01')).toEqual(['o1']);
});
