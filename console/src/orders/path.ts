import type { HistoryEntry, Order, OrderState } from '../api/types';

export interface Step {
  state: OrderState;
  is: 'done' | 'current' | 'ahead';
  /** When the order came into it. */
  at?: string;
}

const ENTERED: Record<string, OrderState> = {
  'order.placed': 'PENDING_PAYMENT',
  'order.paid': 'PAID',
  'order.confirmed': 'CONFIRMED',
  'order.shipped': 'SHIPPED',
  'order.fulfilled': 'FULFILLED',
  'order.received': 'RECEIVED',
  'order.completed': 'COMPLETED',
  'order.cancelled': 'CANCELLED',
  'order.expired': 'EXPIRED',
  'order.return-requested': 'RETURNING',
  'order.returned': 'RETURNED',
  'order.return-declined': 'RECEIVED',
};

/** What decides the way of an order. */
type OnPath = Pick<Order, 'state' | 'terms' | 'since' | 'placedAt'> & { lines: Pick<Order['lines'][number], 'kind'>[] };

/** Where an order goes from a state if all goes well. */
function ahead(order: OnPath): OrderState[] {
  const isGoods = order.lines.some((line) => line.kind === 'GOODS');
  const paid: OrderState = order.terms === 'ON_ACCOUNT' ? 'CONFIRMED' : 'PAID';
  const way: OrderState[] = isGoods
    ? ['PENDING_PAYMENT', paid, 'SHIPPED', 'RECEIVED', 'COMPLETED']
    : ['PENDING_PAYMENT', paid, 'FULFILLED', 'COMPLETED'];
  const at = way.indexOf(order.state);
  return at < 0 ? [] : way.slice(at + 1);
}

/** The way of an order: the states it was in, by its history, the one it is in, and those that usually follow. */
export function pathOf(order: OnPath, history: Pick<HistoryEntry, 'type' | 'occurredAt'>[]): Step[] {
  const entered = [...history].reverse().flatMap((entry) => {
    const state = ENTERED[entry.type];
    return state ? [{ state, at: entry.occurredAt }] : [];
  });
  const until = entered.map((step) => step.state).lastIndexOf(order.state);
  const past = entered.slice(0, Math.max(until, 0)).map((step): Step => ({ ...step, is: 'done' }));
  const current: Step = { state: order.state, is: 'current', at: order.since ?? order.placedAt };
  return [...past, current, ...ahead(order).map((state): Step => ({ state, is: 'ahead' }))];
}
