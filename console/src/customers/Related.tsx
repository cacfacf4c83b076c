import { IconShoppingCart, IconTicket } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, dataOf, pageOf } from '../api/client';
import { useMe } from '../api/me';
import type { Customer } from '../api/types';
import { useFormats } from '../format';
import { Failed } from '../parts/Failed';
import { Money } from '../parts/Money';
import { Section } from '../parts/Section';
import { OrderStatus } from '../parts/status';
import { Ago, Day } from '../parts/Time';
import { Priority } from '../tickets/ticketList';
import classes from './customers.module.css';

const SHOWN = 5;

/** The right panel: the customer's numbers, orders and tickets, as they are now. */
export function Related({ customer, past }: { customer: Customer; past: boolean }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const me = useMe();
  const id = customer.id ?? '';
  const orders = useQuery({
    queryKey: ['related', id, 'orders'],
    enabled: me.may('orders:read'),
    queryFn: ({ signal }) => {
      const query = { customer: id, limit: SHOWN, count: true, sort: '-placedAt' as const };
      return pageOf(api.GET('/api/orders', { params: { query }, signal }));
    },
  });
  const tickets = useQuery({
    queryKey: ['related', id, 'tickets'],
    enabled: me.may('tickets:read'),
    queryFn: ({ signal }) => {
      const query = { customerId: id, limit: SHOWN, count: true, sort: '-openedAt' as const };
      return pageOf(api.GET('/api/tickets', { params: { query }, signal }));
    },
  });
  const profile = useQuery({
    queryKey: ['related', id, 'profile'],
    enabled: me.may('marketing:read'),
    retry: false,
    queryFn: ({ signal }) =>
      dataOf(api.GET('/api/profiles/{customer}', { params: { path: { customer: id } }, signal })),
  });
  const last = orders.data?.items[0]?.placedAt;
  const value = profile.data?.orders?.amounts?.[0];

  return (
    <>
      {past && <p className="sec sm t3">{t('record.asOfNow')}</p>}
      <dl className={classes.numbers}>
        {value && (
          <div>
            <dt>{t('customers.numbers.value')}</dt>
            <dd>
              <Money {...value} />
            </dd>
          </div>
        )}
        {orders.data && (
          <div>
            <dt>{t('customers.numbers.orders')}</dt>
            <dd className="num">{orders.data.count}</dd>
          </div>
        )}
        {last && (
          <div>
            <dt>{t('customers.numbers.lastOrder')}</dt>
            <dd>
              <Ago of={last} />
            </dd>
          </div>
        )}
        {tickets.data && (
          <div>
            <dt>{t('customers.numbers.tickets')}</dt>
            <dd className="num">{tickets.data.count}</dd>
          </div>
        )}
      </dl>
      {orders.isError && <Failed error={orders.error} what={t('orders.title')} again={() => void orders.refetch()} />}
      {orders.data && (
        <Section
          title={t('customers.latestOrders')}
          end={
            <Link to="/orders" search={{ customer: id }} className="link">
              {t('record.seeAll')}
            </Link>
          }
        >
          {orders.data.items.map(({ id: order = '', orderNumber, state, totals, placedAt }) => (
            <Link key={order} to="/orders/$id" params={{ id: order }} className={classes.related}>
              <IconShoppingCart aria-hidden />
              <span className="num">{orderNumber}</span>
              <span className="t3 sm">{state && <OrderStatus state={state} />}</span>
              <span className="end sm t3" title={placedAt && formats.dayTime(placedAt)}>
                <Money {...totals} />
              </span>
            </Link>
          ))}
          {orders.data.items.length === 0 && <span className="t3">{t('record.none')}</span>}
        </Section>
      )}
      {tickets.isError && (
        <Failed error={tickets.error} what={t('tickets.title')} again={() => void tickets.refetch()} />
      )}
      {tickets.data && (
        <Section
          title={t('customers.latestTickets')}
          end={
            <Link to="/tickets" search={{ customerId: id }} className="link">
              {t('record.seeAll')}
            </Link>
          }
        >
          {tickets.data.items.map((ticket) => (
            <Link key={ticket.id} to="/tickets/$id" params={{ id: ticket.id ?? '' }} className={classes.related}>
              <IconTicket aria-hidden />
              <span className="grow clip">{ticket.needDescription ?? ticket.number}</span>
              <Priority of={ticket} />
              <span className="end sm t3">
                <Day of={ticket.openedAt} />
              </span>
            </Link>
          ))}
          {tickets.data.items.length === 0 && <span className="t3">{t('record.none')}</span>}
        </Section>
      )}
    </>
  );
}
