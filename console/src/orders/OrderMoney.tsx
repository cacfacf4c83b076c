import { IconCircleCheck, IconClock, IconX } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../api/me';
import type { Order } from '../api/types';
import type { TextKey } from '../i18n';
import { Button } from '../parts/Button';
import { CommandDialog } from '../parts/CommandDialog';
import { Money } from '../parts/Money';
import { Section } from '../parts/Section';
import { DayTime } from '../parts/Time';
import {
  type OrderAction,
  paymentAction,
  type PaymentMethod,
  type PaymentWord,
  refundAction,
  type RefundWord,
} from './order';
import classes from './orders.module.css';
import { useOrderCommand } from './useOrderCommand';

type Payment = NonNullable<Order['payments']>[number];
type Refund = NonNullable<Order['refunds']>[number];

const PAYMENT_WORDS: Partial<Record<NonNullable<Payment['state']>, PaymentWord[]>> = {
  PENDING: ['capture', 'fail', 'cancel'],
};

const REFUND_WORDS: Partial<Record<NonNullable<Refund['state']>, RefundWord[]>> = {
  REQUESTED: ['approve', 'reject'],
  APPROVED: ['complete', 'fail'],
};

/** The right panel: what was paid, what can go back. Roles that may not read payments do not get these fields. */
export function OrderMoney({ order, readOnly }: { order: Order; readOnly: boolean }) {
  const { t } = useTranslation();
  const [chosen, choose] = useState<OrderAction>();
  const run = useOrderCommand(order.id ?? '');
  const mayPay = useMe().may('payments:write') && !readOnly;
  const offer = (actions: OrderAction[]) =>
    mayPay &&
    actions.map((action, i) => (
      <Button key={action.label} small kind={i === 0 ? 'ink' : 'plain'} onClick={() => choose(action)}>
        {t(action.label) as string}
      </Button>
    ));

  return (
    <>
      <Section title={t('orders.money')} end={order.totals?.currency}>
        <dl className={classes.money}>
          <Figure label="orders.field.total">
            <Money {...order.totals} plain />
          </Figure>
          {order.open && (
            <Figure label="orders.open">
              <Money {...order.open} plain />
            </Figure>
          )}
          {order.refundable && (
            <Figure label="orders.refundable">
              <Money {...order.refundable} plain />
            </Figure>
          )}
        </dl>
      </Section>
      {order.payments && (
        <Section title={t('orders.payments')} end={order.payments.length}>
          {order.payments.map((payment) => (
            <Line
              key={payment.id}
              of={payment}
              good={payment.state === 'CAPTURED'}
              waits={payment.state === 'PENDING'}
              title={payment.method ? t(`orders.method.${payment.method as PaymentMethod}`) : '–'}
              state={t(`orders.paymentState.${payment.state ?? 'PENDING'}`)}
            >
              {offer((PAYMENT_WORDS[payment.state!] ?? []).map((word) => paymentAction(payment.id ?? '', word)))}
            </Line>
          ))}
        </Section>
      )}
      {order.refunds && order.refunds.length > 0 && (
        <Section title={t('orders.refunds')} end={order.refunds.length}>
          {order.refunds.map((refund) => (
            <Line
              key={refund.id}
              of={refund}
              good={refund.state === 'COMPLETED'}
              waits={refund.state === 'REQUESTED' || refund.state === 'APPROVED'}
              title={refund.reason ?? '–'}
              state={t(`orders.refundState.${refund.state ?? 'REQUESTED'}`)}
            >
              {offer((REFUND_WORDS[refund.state!] ?? []).map((word) => refundAction(refund.id ?? '', word)))}
            </Line>
          ))}
        </Section>
      )}
      {chosen && (
        <CommandDialog
          title={t(chosen.label) as string}
          action={t(chosen.label) as string}
          fields={chosen.fields}
          send={(values, key) => run(chosen, values, key)}
          close={() => choose(undefined)}
        />
      )}
    </>
  );
}

function Figure({ label, children }: { label: TextKey; children: ReactNode }) {
  const { t } = useTranslation();
  return (
    <div>
      <dt>{t(label) as string}</dt>
      <dd>{children}</dd>
    </div>
  );
}

interface LineProps {
  of: Payment | Refund;
  good: boolean;
  waits: boolean;
  title: string;
  state: string;
  children: ReactNode;
}

function Line({ of, good, waits, title, state, children }: LineProps) {
  const Icon = good ? IconCircleCheck : waits ? IconClock : IconX;
  return (
    <div className={`${classes.line} ${waits ? classes.waits : ''}`}>
      <Icon className={good ? 'green ink-h' : 't3'} aria-hidden />
      <div className="grow">
        <div className="row">
          <span className="clip">{title}</span>
          <b className="end m">
            <Money {...of.amount} />
          </b>
        </div>
        <p className="sm t3">
          {state} · <DayTime of={of.since} />
        </p>
        {children && <div className="row g2">{children}</div>}
      </div>
    </div>
  );
}
