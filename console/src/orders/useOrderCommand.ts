import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { FormValues } from '../parts/CommandDialog';
import { toast } from '../parts/toast';
import { type OrderAction, orderQuery } from './order';

/** Sends an action by the version on the screen. If somebody was faster, the order is read again and the action refused. */
export function useOrderCommand(id: string) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { queryKey } = orderQuery(id);
  return async (action: OrderAction, values: FormValues, key: string) => {
    const order = queries.getQueryData(queryKey);
    if (!order) return;
    try {
      const next = await action.send(order, values, key);
      queries.setQueryData(queryKey, next);
      toast(
        t('orders.moved', { number: next.value.orderNumber, state: t(`orders.state.${next.value.state ?? 'PAID'}`) }),
      );
    } finally {
      void queries.invalidateQueries({ queryKey: ['orders', id] });
    }
  };
}
