import { queryOptions } from '@tanstack/react-query';
import { api, command, type Versioned, versionOf } from '../api/client';
import type { Permission } from '../api/permissions';
import type { Order } from '../api/types';
import type { TextKey } from '../i18n';
import type { FormField, FormValues } from '../parts/CommandDialog';

export function orderQuery(id: string, asOf?: string) {
  return queryOptions({
    queryKey: ['orders', id, asOf ?? 'now'],
    queryFn: ({ signal }) =>
      versionOf(api.GET('/api/orders/{id}', { params: { path: { id }, query: { asOf } }, signal })),
  });
}

type Current = Versioned<Order>;

/** Something that may be done with an order: what it asks for, and how it is sent. */
export interface OrderAction {
  label: TextKey;
  permission: Permission;
  fields: FormField[];
  send: (order: Current, values: FormValues, key: string) => Promise<Current>;
}

const params = ({ value, version }: Current, key: string) => ({
  path: { id: value.id ?? '' },
  header: command(key, version),
});

const METHODS = [
  'CARD',
  'BANK_TRANSFER',
  'WALLET',
  'CASH',
  'CASH_ON_DELIVERY',
  'DIRECT_DEBIT',
  'CHEQUE',
  'VOUCHER',
  'INSTALMENTS',
  'OTHER',
] as const;

export type PaymentMethod = (typeof METHODS)[number];

const METHOD: FormField = {
  name: 'method',
  label: 'orders.field.method',
  options: METHODS.map((value) => ({ value, label: `orders.method.${value}` as const })),
};

const REASON: FormField = { name: 'reason', label: 'orders.field.reason' };

/** The moves of the state machine, by the words in which an order says what it allows. */
export const MOVES = {
  pay: {
    label: 'orders.move.pay',
    permission: 'payments:write',
    fields: [
      { name: 'amount', label: 'orders.field.amount', kind: 'amount' },
      METHOD,
      { name: 'capture', label: 'orders.field.capture', kind: 'check', initial: 'yes' },
    ],
    send: (order, { amount, method, capture }, key) => {
      const body = { amount, method, capture: capture === 'yes' };
      return versionOf(api.POST('/api/orders/{id}/payments', { params: params(order, key), body }));
    },
  },
  confirm: {
    label: 'orders.move.confirm',
    permission: 'orders:write',
    fields: [],
    send: (order, _, key) => versionOf(api.POST('/api/orders/{id}/confirm', { params: params(order, key) })),
  },
  ship: {
    label: 'orders.move.ship',
    permission: 'orders:write',
    fields: [{ name: 'carrier', label: 'orders.field.carrier' }],
    send: (order, { carrier }, key) =>
      versionOf(api.POST('/api/orders/{id}/ship', { params: params(order, key), body: { carrier } })),
  },
  fulfil: {
    label: 'orders.move.fulfil',
    permission: 'orders:write',
    fields: [],
    send: (order, _, key) => versionOf(api.POST('/api/orders/{id}/fulfil', { params: params(order, key) })),
  },
  receive: {
    label: 'orders.move.receive',
    permission: 'orders:write',
    fields: [],
    send: (order, _, key) => versionOf(api.POST('/api/orders/{id}/receive', { params: params(order, key) })),
  },
  complete: {
    label: 'orders.move.complete',
    permission: 'orders:write',
    fields: [],
    send: (order, _, key) => versionOf(api.POST('/api/orders/{id}/complete', { params: params(order, key) })),
  },
  'request-return': {
    label: 'orders.move.request-return',
    permission: 'orders:write',
    fields: [REASON],
    send: (order, { reason }, key) =>
      versionOf(api.POST('/api/orders/{id}/request-return', { params: params(order, key), body: { reason } })),
  },
  return: {
    label: 'orders.move.return',
    permission: 'orders:write',
    fields: [],
    send: (order, _, key) => versionOf(api.POST('/api/orders/{id}/return', { params: params(order, key) })),
  },
  'decline-return': {
    label: 'orders.move.decline-return',
    permission: 'orders:write',
    fields: [REASON],
    send: (order, { reason }, key) =>
      versionOf(api.POST('/api/orders/{id}/decline-return', { params: params(order, key), body: { reason } })),
  },
  cancel: {
    label: 'orders.move.cancel',
    permission: 'orders:write',
    fields: [REASON],
    send: (order, { reason }, key) =>
      versionOf(api.POST('/api/orders/{id}/cancel', { params: params(order, key), body: { reason } })),
  },
} satisfies Record<string, OrderAction>;

export type MoveWord = keyof typeof MOVES;

export const REFUND: OrderAction = {
  label: 'orders.refund',
  permission: 'payments:write',
  fields: [{ name: 'amount', label: 'orders.field.amount', kind: 'amount', required: true }, REASON],
  send: (order, { amount = '', reason }, key) =>
    versionOf(api.POST('/api/orders/{id}/refunds', { params: params(order, key), body: { amount, reason } })),
};

export type PaymentWord = 'capture' | 'fail' | 'cancel';
export type RefundWord = 'approve' | 'reject' | 'complete' | 'fail';

export function paymentAction(payment: string, word: PaymentWord): OrderAction {
  const of = (order: Current, key: string) => ({ ...params(order, key), path: { id: order.value.id ?? '', payment } });
  const send: Record<PaymentWord, OrderAction['send']> = {
    capture: (order, _, key) =>
      versionOf(api.POST('/api/orders/{id}/payments/{payment}/capture', { params: of(order, key), body: {} })),
    fail: (order, { reason }, key) =>
      versionOf(api.POST('/api/orders/{id}/payments/{payment}/fail', { params: of(order, key), body: { reason } })),
    cancel: (order, _, key) =>
      versionOf(api.POST('/api/orders/{id}/payments/{payment}/cancel', { params: of(order, key) })),
  };
  const fields = word === 'fail' ? [REASON] : [];
  return { label: `orders.paymentMove.${word}`, permission: 'payments:write', fields, send: send[word] };
}

export function refundAction(refund: string, word: RefundWord): OrderAction {
  const of = (order: Current, key: string) => ({ ...params(order, key), path: { id: order.value.id ?? '', refund } });
  const send: Record<RefundWord, OrderAction['send']> = {
    approve: (order, _, key) =>
      versionOf(api.POST('/api/orders/{id}/refunds/{refund}/approve', { params: of(order, key) })),
    reject: (order, { reason }, key) =>
      versionOf(api.POST('/api/orders/{id}/refunds/{refund}/reject', { params: of(order, key), body: { reason } })),
    complete: (order, _, key) =>
      versionOf(api.POST('/api/orders/{id}/refunds/{refund}/complete', { params: of(order, key) })),
    fail: (order, { reason }, key) =>
      versionOf(api.POST('/api/orders/{id}/refunds/{refund}/fail', { params: of(order, key), body: { reason } })),
  };
  const fields = word === 'reject' || word === 'fail' ? [REASON] : [];
  return { label: `orders.refundMove.${word}`, permission: 'payments:write', fields, send: send[word] };
}
