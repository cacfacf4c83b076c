import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../api/me';
import type { Order } from '../api/types';
import { useFormats } from '../format';
import { Button } from '../parts/Button';
import { CommandDialog } from '../parts/CommandDialog';
import { MOVES, type MoveWord, type OrderAction, REFUND } from './order';
import classes from './orders.module.css';
import { useOrderCommand } from './useOrderCommand';

/** What may be done with an order now, and why the rest may not. */
export function Actions({ order }: { order: Order }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const me = useMe();
  const run = useOrderCommand(order.id ?? '');
  const [chosen, choose] = useState<OrderAction>();
  const allowed = (Object.keys(MOVES) as MoveWord[]).filter((word) => order.allows?.includes(word));
  const closed = (['ship', 'receive', 'complete', 'cancel'] as const).filter((word) => !allowed.includes(word));
  const lacks = (action: OrderAction) =>
    me.may(action.permission) ? undefined : t('frame.needs', { permission: action.permission });
  const state = t(`orders.state.${order.state ?? 'PAID'}`).toLowerCase();
  const { amount, currency } = order.refundable ?? {};
  const canRefund = amount && currency && Number(amount) > 0;

  return (
    <div className={classes.actions} role="toolbar">
      {allowed.map((word, i) => (
        <Button
          key={word}
          kind={i === 0 ? 'ink' : 'plain'}
          closed={lacks(MOVES[word])}
          onClick={() => choose(MOVES[word])}
        >
          {t(MOVES[word].label)}
        </Button>
      ))}
      {canRefund && (
        <Button closed={lacks(REFUND)} onClick={() => choose(REFUND)}>
          {t('orders.refundUpTo', { amount: formats.money(amount, currency) })}
        </Button>
      )}
      {closed.map((word) => (
        <Button key={word} closed={t('orders.notNow', { state })}>
          {t(MOVES[word].label)}
        </Button>
      ))}
      {chosen && (
        <CommandDialog
          title={`${t('orders.named', { number: order.orderNumber })}: ${t(chosen.label) as string}`}
          action={t(chosen.label) as string}
          fields={chosen.fields}
          send={(values, key) => run(chosen, values, key)}
          close={() => choose(undefined)}
        />
      )}
    </div>
  );
}
