import { IconTicket } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { api, pageOf } from '../api/client';
import type { paths } from '../api/generated/ticket-service';
import type { Ticket } from '../api/types';
import { CustomerName } from '../customers/customerName';
import type { ListDefinition } from '../list/definition';
import { PRIORITIES, Status } from '../parts/status';
import { Ago } from '../parts/Time';

type Query = NonNullable<paths['/api/tickets']['get']['parameters']['query']>;
type Type = NonNullable<Ticket['type']>;

export const TICKET_TYPES: Type[] = ['QUESTION', 'INCIDENT', 'COMPLAINT', 'REQUEST', 'AFTER_SALES', 'RETURN'];

export const ticketList: ListDefinition<Ticket, Query> = {
  title: 'tickets.title',
  icon: IconTicket,
  path: '/tickets',
  record: '/tickets/$id',
  page: (query, signal) => pageOf(api.GET('/api/tickets', { params: { query }, signal })),
  export: { permission: 'tickets:export', address: '/api/tickets/export' },
  sort: '-openedAt',
  views: [
    { label: 'list.all', filters: {} },
    { label: 'tickets.views.urgent', filters: { priority: 'HIGH,URGENT' } },
    { label: 'tickets.views.complaints', filters: { type: 'COMPLAINT' } },
    { label: 'tickets.views.returns', filters: { type: 'RETURN' } },
  ],
  filters: [
    { id: 'number', label: 'tickets.field.number', kind: 'text' },
    {
      id: 'priority',
      label: 'tickets.field.priority',
      kind: 'choice',
      options: Object.keys(PRIORITIES),
      option: (value) => `tickets.priority.${value as keyof typeof PRIORITIES}`,
    },
    {
      id: 'type',
      label: 'tickets.field.type',
      kind: 'choice',
      options: TICKET_TYPES,
      option: (value) => `tickets.type.${value as Type}`,
    },
    { id: 'channel', label: 'tickets.field.channel', kind: 'text' },
    { id: 'customerId', label: 'tickets.field.customerId', kind: 'text' },
    { id: 'orderId', label: 'tickets.field.orderId', kind: 'text' },
    { id: 'openedAtFrom', label: 'tickets.field.openedAt', kind: 'from' },
    { id: 'openedAtUntil', label: 'tickets.field.openedAt', kind: 'until' },
  ],
  columns: [
    {
      id: 'number',
      label: 'tickets.field.number',
      width: '120px',
      sort: 'number',
      cell: (row) => <span className="num m">{row.number}</span>,
    },
    {
      id: 'need',
      label: 'tickets.field.needDescription',
      width: 'minmax(220px, 3fr)',
      cell: (row) => row.needDescription,
    },
    {
      id: 'customerId',
      label: 'tickets.field.customerId',
      width: 'minmax(160px, 1fr)',
      cell: (row) => row.customerId && <CustomerName id={row.customerId} />,
    },
    { id: 'priority', label: 'tickets.field.priority', width: '110px', cell: (row) => <Priority of={row} /> },
    { id: 'type', label: 'tickets.field.type', width: '120px', cell: (row) => <TicketType of={row} /> },
    {
      id: 'openedAt',
      label: 'tickets.field.openedAt',
      width: '120px',
      end: true,
      sort: 'openedAt',
      cell: (row) => <Ago of={row.openedAt} />,
    },
    { id: 'channel', label: 'tickets.field.channel', width: '110px', optional: true, cell: (row) => row.channel },
  ],
  narrow: (row) => [
    <span key="need" className="m">
      {row.needDescription ?? row.number}
    </span>,
    <span key="more" className="row g2">
      <Priority of={row} /> {row.number}
      <span className="end">
        <Ago of={row.openedAt} />
      </span>
    </span>,
  ],
};

export function Priority({ of: { priority } }: { of: Ticket }) {
  return priority && <Status look={PRIORITIES[priority]} text={`tickets.priority.${priority}`} />;
}

function TicketType({ of: { type } }: { of: Ticket }) {
  const { t } = useTranslation();
  return type && t(`tickets.type.${type}`);
}
