import { IconArrowDownLeft, IconArrowUpRight, IconMessages } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { api, pageOf } from '../api/client';
import type { paths } from '../api/generated/interaction-service';
import type { Interaction } from '../api/types';
import { CustomerName } from '../customers/customerName';
import type { ListDefinition } from '../list/definition';
import { Ago } from '../parts/Time';
import { CHANNEL_ICONS } from './channels';

type Query = NonNullable<paths['/api/interactions']['get']['parameters']['query']>;
type Topic = NonNullable<Interaction['topic']>;
type Channel = NonNullable<Interaction['channel']>;
type Direction = NonNullable<Interaction['direction']>;

export const interactionList: ListDefinition<Interaction, Query> = {
  title: 'interactions.title',
  icon: IconMessages,
  path: '/interactions',
  record: '/interactions/$id',
  page: (query, signal) => pageOf(api.GET('/api/interactions', { params: { query }, signal })),
  export: { permission: 'interactions:export', address: '/api/interactions/export' },
  sort: '-occurredAt',
  views: [
    { label: 'list.all', filters: {} },
    { label: 'interactions.views.inbound', filters: { direction: 'INBOUND' } },
    { label: 'interactions.views.outbound', filters: { direction: 'OUTBOUND' } },
    { label: 'interactions.views.afterSales', filters: { topic: 'AFTER_SALES' } },
  ],
  filters: [
    {
      id: 'channel',
      label: 'interactions.field.channel',
      kind: 'choice',
      options: Object.keys(CHANNEL_ICONS),
      option: (value) => `interactions.channel.${value as Channel}`,
    },
    {
      id: 'direction',
      label: 'interactions.field.direction',
      kind: 'choice',
      options: ['INBOUND', 'OUTBOUND'],
      option: (value) => `interactions.direction.${value as Direction}`,
    },
    {
      id: 'topic',
      label: 'interactions.field.topic',
      kind: 'choice',
      options: ['ENQUIRY', 'PURCHASE', 'AFTER_SALES'],
      option: (value) => `interactions.topic.${value as Topic}`,
    },
    { id: 'outcome', label: 'interactions.field.outcome', kind: 'text' },
    { id: 'customerId', label: 'interactions.field.customerId', kind: 'text' },
    { id: 'occurredAtFrom', label: 'interactions.field.occurredAt', kind: 'from' },
    { id: 'occurredAtUntil', label: 'interactions.field.occurredAt', kind: 'until' },
  ],
  columns: [
    { id: 'channel', label: 'interactions.field.channel', width: '150px', cell: (row) => <Channel of={row} /> },
    {
      id: 'subject',
      label: 'interactions.field.subject',
      width: 'minmax(220px, 3fr)',
      cell: (row) => row.subject ?? row.content,
    },
    {
      id: 'customerId',
      label: 'interactions.field.customerId',
      width: 'minmax(160px, 1fr)',
      cell: (row) => row.customerId && <CustomerName id={row.customerId} />,
    },
    { id: 'topic', label: 'interactions.field.topic', width: '120px', cell: (row) => <Topic of={row} /> },
    { id: 'outcome', label: 'interactions.field.outcome', width: '130px', cell: (row) => row.outcome?.code },
    {
      id: 'occurredAt',
      label: 'interactions.field.occurredAt',
      width: '130px',
      end: true,
      sort: 'occurredAt',
      cell: (row) => <Ago of={row.occurredAt} />,
    },
  ],
  narrow: (row) => [
    <Channel key="channel" of={row} />,
    <span key="more" className="row g2">
      <span className="grow clip">{row.subject ?? row.content}</span>
      <Ago of={row.occurredAt} />
    </span>,
  ],
};

export function Channel({ of: { channel, direction } }: { of: Interaction }) {
  const { t } = useTranslation();
  if (!channel) return null;
  const Icon = CHANNEL_ICONS[channel];
  const Arrow = direction === 'INBOUND' ? IconArrowDownLeft : IconArrowUpRight;
  return (
    <span className="row g2 m">
      <Icon aria-hidden /> {t(`interactions.channel.${channel}`)}
      {direction && (
        <span role="img" aria-label={t(`interactions.direction.${direction}`)} className="t3">
          <Arrow className="s" />
        </span>
      )}
    </span>
  );
}

function Topic({ of: { topic } }: { of: Interaction }) {
  const { t } = useTranslation();
  return topic && t(`interactions.topic.${topic}`);
}
