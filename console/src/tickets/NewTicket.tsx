import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, dataOf } from '../api/client';
import type { Ticket } from '../api/types';
import { CommandDialog, type FormField, type FormValues } from '../parts/CommandDialog';
import { PRIORITIES } from '../parts/status';
import { toast } from '../parts/toast';
import { TICKET_TYPES } from './ticketList';

const FIELDS: FormField[] = [
  { name: 'needDescription', label: 'tickets.field.needDescription', kind: 'area', required: true },
  {
    name: 'type',
    label: 'tickets.field.type',
    options: TICKET_TYPES.map((value) => ({ value, label: `tickets.type.${value}` as const })),
  },
  {
    name: 'priority',
    label: 'tickets.field.priority',
    initial: 'NORMAL',
    options: (Object.keys(PRIORITIES) as (keyof typeof PRIORITIES)[]).map((value) => ({
      value,
      label: `tickets.priority.${value}` as const,
    })),
  },
];

interface Props {
  customer: string;
  order?: string;
  close: () => void;
}

export function NewTicket({ customer, order, close }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();

  async function openTicket(values: FormValues, key: string) {
    const body = {
      customerId: customer,
      orderId: order,
      needDescription: values.needDescription ?? '',
      type: values.type as NonNullable<Ticket['type']>,
      priority: values.priority as Ticket['priority'],
    };
    const ticket = await dataOf(api.POST('/api/tickets', { params: { header: { 'Idempotency-Key': key } }, body }));
    for (const queryKey of [
      ['list', '/tickets'],
      ['timeline', customer, 'tickets'],
      ['related', customer],
    ]) {
      void queries.invalidateQueries({ queryKey });
    }
    toast(t('tickets.created', { number: ticket.number }));
  }

  return (
    <CommandDialog
      title={t('tickets.create')}
      action={t('record.save')}
      fields={FIELDS}
      send={openTicket}
      close={close}
    />
  );
}
