import { IconShoppingCart } from '@tabler/icons-react';
import { api, pageOf } from '../api/client';
import type { paths } from '../api/generated/order-service';
import type { Order, OrderState } from '../api/types';
import { CustomerName } from '../customers/customerName';
import type { ListDefinition } from '../list/definition';
import { Money } from '../parts/Money';
import { ORDER_STATES, OrderStatus } from '../parts/status';
import { Day } from '../parts/Time';

type Query = NonNullable<paths['/api/orders']['get']['parameters']['query']>;

export const orderList: ListDefinition<Order, Query> = {
  title: 'orders.title',
  icon: IconShoppingCart,
  path: '/orders',
  record: '/orders/$id',
  page: (query, signal) => pageOf(api.GET('/api/orders', { params: { query }, signal })),
  export: { permission: 'orders:export', address: '/api/orders/export' },
  sort: '-placedAt',
  views: [
    { label: 'list.all', filters: {} },
    { label: 'orders.views.unpaid', filters: { state: 'PENDING_PAYMENT' } },
    { label: 'orders.views.toShip', filters: { state: 'PAID,CONFIRMED' } },
    { label: 'orders.views.underway', filters: { state: 'SHIPPED,FULFILLED,RECEIVED' } },
    { label: 'orders.views.returning', filters: { state: 'RETURNING' } },
  ],
  filters: [
    { id: 'orderNumber', label: 'orders.field.number', kind: 'text' },
    {
      id: 'state',
      label: 'orders.field.state',
      kind: 'choice',
      options: Object.keys(ORDER_STATES),
      option: (value) => `orders.state.${value as OrderState}`,
    },
    { id: 'customer', label: 'orders.field.customerId', kind: 'text' },
    { id: 'currency', label: 'orders.field.currency', kind: 'text' },
    { id: 'placedAtFrom', label: 'orders.field.placedAt', kind: 'from' },
    { id: 'placedAtUntil', label: 'orders.field.placedAt', kind: 'until' },
  ],
  columns: [
    {
      id: 'number',
      label: 'orders.field.number',
      width: '150px',
      sort: 'orderNumber',
      cell: (row) => <span className="num m">{row.orderNumber}</span>,
    },
    {
      id: 'customerId',
      label: 'orders.field.customerId',
      width: 'minmax(200px, 2fr)',
      cell: (row) => row.customerId && <CustomerName id={row.customerId} />,
    },
    {
      id: 'state',
      label: 'orders.field.state',
      width: '150px',
      cell: (row) => row.state && <OrderStatus state={row.state} />,
    },
    { id: 'lines', label: 'orders.field.lines', width: '70px', end: true, cell: (row) => row.lines?.length },
    {
      id: 'total',
      label: 'orders.field.total',
      width: '150px',
      end: true,
      sort: 'total',
      cell: (row) => (
        <b className="m">
          <Money {...row.totals} />
        </b>
      ),
    },
    {
      id: 'placedAt',
      label: 'orders.field.placedAt',
      width: '130px',
      end: true,
      sort: 'placedAt',
      cell: (row) => <Day of={row.placedAt} />,
    },
    { id: 'channel', label: 'orders.field.channel', width: '110px', optional: true, cell: (row) => row.channel },
    {
      id: 'method',
      label: 'orders.field.method',
      width: '110px',
      optional: true,
      cell: (row) => row.paymentMethod,
    },
  ],
  narrow: (row) => [
    <span key="number" className="row">
      <span className="num m">{row.orderNumber}</span>
      <span className="end m">
        <Money {...row.totals} />
      </span>
    </span>,
    <span key="state" className="row g2">
      {row.state && <OrderStatus state={row.state} />}
      <span className="end">
        <Day of={row.placedAt} />
      </span>
    </span>,
  ],
};
