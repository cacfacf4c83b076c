import { IconTicket } from '@tabler/icons-react';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, versionOf } from '../api/client';
import type { Ticket } from '../api/types';
import { CustomerName } from '../customers/customerName';
import { orderQuery } from '../orders/order';
import { Failed } from '../parts/Failed';
import { Money } from '../parts/Money';
import { Section } from '../parts/Section';
import { Skeleton } from '../parts/Skeleton';
import { OrderStatus } from '../parts/status';
import { DayTime } from '../parts/Time';
import { AsOfRail } from '../record/AsOfRail';
import { FieldRow } from '../record/FieldRow';
import { useHistory } from '../record/history';
import { HistoryFeed } from '../record/HistoryFeed';
import { Panels } from '../record/Panels';
import record from '../record/record.module.css';
import { RecordBar } from '../record/RecordBar';
import { useAsOf } from '../record/useAsOf';
import { useWording } from '../record/wording';
import { Priority, ticketList } from './ticketList';

function ticketQuery(id: string, asOf?: string) {
  return queryOptions({
    queryKey: ['tickets', id, asOf ?? 'now'],
    queryFn: ({ signal }) =>
      versionOf(api.GET('/api/tickets/{id}', { params: { path: { id }, query: { asOf } }, signal })),
  });
}

export function TicketPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams({ strict: false });
  const { asOf, show } = useAsOf();
  const { data, error, isPending, refetch } = useQuery(ticketQuery(id, asOf));
  const history = useHistory('tickets', id);
  const ticket = data?.value;
  const wording = useWording('tickets');

  return (
    <>
      <RecordBar list={ticketList} id={id} name={ticket?.number ?? ''} />
      <AsOfRail history={history} asOf={asOf} show={show} changed={0} />
      {error && <Failed error={error} past={asOf !== undefined} again={() => void refetch()} />}
      {isPending && <Skeleton rows={8} />}
      {ticket && (
        <Panels
          panels={[
            {
              id: 'need',
              label: t('tickets.field.needDescription'),
              content: (
                <>
                  <div className={record.feed}>
                    <h2 className={record.sentence}>{ticket.needDescription ?? t('tickets.notForYou')}</h2>
                  </div>
                  <HistoryFeed
                    history={history}
                    icon={IconTicket}
                    hue="amber"
                    title={() => t('tickets.opened')}
                    wording={wording}
                  />
                </>
              ),
            },
            { id: 'about', label: t('orders.details'), content: <About ticket={ticket} /> },
          ]}
          first="need"
        />
      )}
    </>
  );
}

function About({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation();
  return (
    <>
      <Section title={t('orders.details')}>
        <FieldRow label={t('tickets.field.stage')}>
          <span className="chip jade">{t(`tickets.stage.${ticket.stage ?? 'NEW'}`)}</span>
        </FieldRow>
        <FieldRow label={t('tickets.field.priority')}>
          <Priority of={ticket} />
        </FieldRow>
        <FieldRow label={t('tickets.field.type')}>{ticket.type && t(`tickets.type.${ticket.type}`)}</FieldRow>
        <FieldRow label={t('tickets.field.channel')}>{ticket.channel}</FieldRow>
        <FieldRow label={t('tickets.field.openedAt')}>
          <DayTime of={ticket.openedAt} />
        </FieldRow>
      </Section>
      {ticket.customerId && (
        <Section title={t('record.customer')}>
          <CustomerName id={ticket.customerId} link />
        </Section>
      )}
      {ticket.orderId && <AboutOrder id={ticket.orderId} />}
    </>
  );
}

function AboutOrder({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data } = useQuery({ ...orderQuery(id), retry: false });
  if (!data) return null;
  const { orderNumber, state, totals, lines } = data.value;
  return (
    <Section title={t('record.order')} end={<Money {...totals} />}>
      <Link to="/orders/$id" params={{ id }} className="row g2 link">
        <span className="num">{orderNumber}</span> {state && <OrderStatus state={state} />}
      </Link>
      {lines?.map((line, i) => (
        <p key={i} className="sm t2">
          {line.name ?? line.sku} × {line.quantity}
        </p>
      ))}
    </Section>
  );
}
