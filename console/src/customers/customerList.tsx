import {
  IconMail,
  IconMailOff,
  IconMessage,
  IconMessageOff,
  IconPhone,
  IconPhoneOff,
  IconUsers,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { api, pageOf } from '../api/client';
import type { paths } from '../api/generated/customer-service';
import type { Customer } from '../api/types';
import type { ListDefinition } from '../list/definition';
import { Avatar } from '../parts/Avatar';
import { Day } from '../parts/Time';
import { StageStatus, STAGES } from '../parts/status';
import { UserName } from '../parts/UserName';
import { customerName, secondName } from './customerName';

type Query = NonNullable<paths['/api/customers']['get']['parameters']['query']>;

export const customerList: ListDefinition<Customer, Query> = {
  title: 'customers.title',
  icon: IconUsers,
  path: '/customers',
  record: '/customers/$id',
  page: (query, signal) => pageOf(api.GET('/api/customers', { params: { query }, signal })),
  export: { permission: 'customers:export', address: '/api/customers/export' },
  sort: '-registeredAt',
  views: [
    { label: 'list.all', filters: {} },
    { label: 'list.mine', filters: { owner: 'me' } },
    { label: 'customers.views.leads', filters: { stage: 'LEAD,QUALIFIED' } },
    { label: 'customers.views.customers', filters: { stage: 'CUSTOMER' } },
    { label: 'customers.views.dormant', filters: { stage: 'DORMANT' } },
    { label: 'customers.views.organizations', filters: { kind: 'ORGANIZATION' } },
  ],
  filters: [
    { id: 'name', label: 'customers.field.name', kind: 'prefix' },
    {
      id: 'stage',
      label: 'customers.field.stage',
      kind: 'choice',
      options: Object.keys(STAGES),
      option: (value) => `customers.stage.${value as keyof typeof STAGES}`,
    },
    {
      id: 'kind',
      label: 'customers.field.kind',
      kind: 'choice',
      options: ['PERSON', 'ORGANIZATION'],
      option: (value) => `customers.kind.${value as 'PERSON' | 'ORGANIZATION'}`,
    },
    { id: 'owner', label: 'customers.field.owner', kind: 'user' },
    { id: 'team', label: 'customers.field.team', kind: 'text' },
    { id: 'tag', label: 'customers.field.tag', kind: 'text' },
    { id: 'city', label: 'customers.field.city', kind: 'prefix' },
    { id: 'country', label: 'customers.field.country', kind: 'text' },
    { id: 'language', label: 'customers.field.language', kind: 'text' },
    { id: 'source', label: 'customers.field.source', kind: 'text' },
    { id: 'registeredAtFrom', label: 'customers.field.registeredAt', kind: 'from' },
    { id: 'registeredAtUntil', label: 'customers.field.registeredAt', kind: 'until' },
  ],
  columns: [
    {
      id: 'name',
      label: 'customers.field.name',
      width: 'minmax(220px, 2fr)',
      sort: 'name',
      cell: (row) => <Name row={row} />,
    },
    {
      id: 'number',
      label: 'customers.field.number',
      width: '130px',
      cell: (row) => <span className="num">{row.crmNumber}</span>,
    },
    {
      id: 'stage',
      label: 'customers.field.stage',
      width: '140px',
      cell: (row) => row.stage && <StageStatus stage={row.stage} />,
    },
    { id: 'city', label: 'customers.field.city', width: '130px', cell: (row) => row.addresses?.[0]?.city },
    { id: 'consent', label: 'customers.field.consent', width: '90px', cell: (row) => <Allowed row={row} /> },
    { id: 'owner', label: 'customers.field.owner', width: '150px', cell: (row) => <UserName id={row.owner} /> },
    {
      id: 'registeredAt',
      label: 'customers.field.registeredAt',
      width: '120px',
      end: true,
      sort: 'registeredAt',
      cell: (row) => <Day of={row.registeredAt} />,
    },
    { id: 'team', label: 'customers.field.team', width: '120px', optional: true, cell: (row) => row.team },
    {
      id: 'email',
      label: 'customers.field.email',
      width: '200px',
      optional: true,
      cell: (row) => row.emails?.[0]?.value,
    },
    {
      id: 'phone',
      label: 'customers.field.phone',
      width: '150px',
      optional: true,
      cell: (row) => row.phones?.[0]?.e164,
    },
    {
      id: 'tags',
      label: 'customers.field.tags',
      width: '160px',
      optional: true,
      cell: (row) => row.tags?.join(', '),
    },
    {
      id: 'source',
      label: 'customers.field.source',
      width: '120px',
      optional: true,
      cell: (row) => row.source?.channel,
    },
  ],
  narrow: (row) => [
    <Name key="name" row={row} />,
    <span key="more" className="row g2">
      {row.stage && <StageStatus stage={row.stage} />} {row.addresses?.[0]?.city}
    </span>,
  ],
};

function Name({ row }: { row: Customer }) {
  return (
    <span className="row g2 clip">
      <Avatar id={row.id ?? ''} name={customerName(row)} organization={row.kind === 'ORGANIZATION'} />
      <span className="clip">
        <span className="m">{customerName(row)}</span> <span className="t2">{secondName(row)}</span>
      </span>
    </span>
  );
}

const CHANNELS = [
  ['EMAIL', IconMail, IconMailOff],
  ['SMS', IconMessage, IconMessageOff],
  ['PHONE', IconPhone, IconPhoneOff],
] as const;

/** By which channels marketing may reach the customer. */
function Allowed({ row }: { row: Customer }) {
  const { t } = useTranslation();
  return (
    <span className="row g2">
      {CHANNELS.map(([channel, Yes, No]) => {
        const consent = row.consents?.find((each) => each.purpose === 'MARKETING' && each.channel === channel);
        const state = consent?.state ?? 'UNKNOWN';
        const Icon = state === 'GRANTED' ? Yes : No;
        const label = t('customers.consentOf', {
          purpose: t('customers.purpose.MARKETING'),
          channel: t(`customers.channel.${channel}`),
          state: t(`customers.consent.${state}`),
        });
        return (
          <span key={channel} role="img" aria-label={label} title={label} className={state === 'GRANTED' ? 't2' : 't3'}>
            <Icon className="s" />
          </span>
        );
      })}
    </span>
  );
}
