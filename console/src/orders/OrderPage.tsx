import { IconShoppingCart, IconTicket } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../api/me';
import type { HistoryEntry, Order } from '../api/types';
import { CustomerName } from '../customers/customerName';
import { useFormats } from '../format';
import type { TextKey } from '../i18n';
import { Button } from '../parts/Button';
import { Failed } from '../parts/Failed';
import { Money } from '../parts/Money';
import { Section } from '../parts/Section';
import { Skeleton } from '../parts/Skeleton';
import { OrderStatus } from '../parts/status';
import { changedFields } from '../record/asOf';
import { AsOfRail } from '../record/AsOfRail';
import { FieldRow } from '../record/FieldRow';
import { useHistory } from '../record/history';
import { HistoryFeed } from '../record/HistoryFeed';
import { Panels } from '../record/Panels';
import { RecordBar } from '../record/RecordBar';
import { useAsOf } from '../record/useAsOf';
import { useWording } from '../record/wording';
import { NewTicket } from '../tickets/NewTicket';
import { Actions } from './Actions';
import { Lines } from './Lines';
import { orderQuery, type PaymentMethod } from './order';
import { orderList } from './orderList';
import { OrderMoney } from './OrderMoney';
import classes from './orders.module.css';
import { Path } from './Path';

/** Where an order stands, and what may happen next. */
export function OrderPage() {
  const { t } = useTranslation();
  const me = useMe();
  const { id = '' } = useParams({ strict: false });
  const { asOf, show } = useAsOf();
  const now = useQuery(orderQuery(id));
  const then = useQuery({ ...orderQuery(id, asOf), enabled: asOf !== undefined });
  const history = useHistory('orders', id);
  const [ticket, openTicket] = useState(false);

  const shown = asOf ? then : now;
  const order = shown.data?.value;
  const changed = asOf && order && now.data ? changedFields(order, now.data.value).size : 0;
  const eventsThen = asOf ? history.filter((entry) => (entry.recordedAt ?? '') <= asOf) : history;

  return (
    <>
      <RecordBar
        list={orderList}
        id={id}
        name={now.data ? t('orders.named', { number: now.data.value.orderNumber }) : ''}
        actions={
          !asOf &&
          me.may('tickets:write') && (
            <Button icon={IconTicket} onClick={() => openTicket(true)}>
              {t('tickets.create')}
            </Button>
          )
        }
      />
      {shown.isError && <Failed error={shown.error} past={asOf !== undefined} again={() => void shown.refetch()} />}
      {shown.isPending && <Skeleton rows={8} />}
      {order && (
        <>
          <Head order={order} />
          <Path order={order} history={eventsThen} />
          {!asOf && <Actions order={order} />}
          <AsOfRail history={history} asOf={asOf} show={show} changed={changed} />
          <Panels
            panels={[
              { id: 'lines', label: t('orders.field.lines'), content: <Main order={order} history={eventsThen} /> },
              {
                id: 'money',
                label: t('orders.money'),
                content: (
                  <>
                    <OrderMoney order={order} readOnly={asOf !== undefined} />
                    <Details order={order} />
                  </>
                ),
              },
            ]}
            first="lines"
          />
        </>
      )}
      {ticket && order?.customerId && (
        <NewTicket customer={order.customerId} order={id} close={() => openTicket(false)} />
      )}
    </>
  );
}

function Head({ order }: { order: Order }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <div className={classes.head}>
      <div>
        <h2>
          {t('orders.named', { number: order.orderNumber })} {order.state && <OrderStatus state={order.state} filled />}
        </h2>
        {order.customerId && <CustomerName id={order.customerId} link />}
      </div>
      <div className={classes.total}>
        <Money {...order.totals} />
        <p className="sm t3">{order.placedAt && t('orders.placed', { when: formats.dayTime(order.placedAt) })}</p>
      </div>
    </div>
  );
}

function Main({ order, history }: { order: Order; history: HistoryEntry[] }) {
  const { t } = useTranslation();
  const title = (type: string) => t([`orders.event.${type}`] as unknown as TextKey[], { defaultValue: type }) as string;
  const wording = useWording('orders');
  return (
    <>
      <Lines order={order} />
      <HistoryFeed history={history} icon={IconShoppingCart} hue="green" title={title} wording={wording} />
    </>
  );
}

function Details({ order }: { order: Order }) {
  const { t } = useTranslation();
  return (
    <Section title={t('orders.details')}>
      <FieldRow label={t('orders.field.terms')}>{order.terms && t(`orders.terms.${order.terms}`)}</FieldRow>
      <FieldRow label={t('orders.field.channel')}>{order.channel}</FieldRow>
      {order.paymentMethod && (
        <FieldRow label={t('orders.field.method')}>
          {t(`orders.method.${order.paymentMethod as PaymentMethod}`)}
        </FieldRow>
      )}
      {order.shipment && <FieldRow label={t('orders.shipment')}>{order.shipment.carrier ?? '–'}</FieldRow>}
      {order.reason && <FieldRow label={t('orders.field.reason')}>{order.reason}</FieldRow>}
    </Section>
  );
}
