import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { CommandDialog, type FormValues } from '../parts/CommandDialog';
import { toast } from '../parts/toast';
import { type Blocked, discard } from './deadLetters';

/** Nothing brings a discarded event back, so a reason is asked for, which is kept. */
export function DiscardDialog({ blocked: { service, first }, close }: { blocked: Blocked; close: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();

  async function send({ reason = '' }: FormValues) {
    await discard(service, first.id, reason);
    void queries.invalidateQueries({ queryKey: ['dead-letters', service] });
    void queries.invalidateQueries({ queryKey: ['flow'] });
    toast(t('operations.discarded', { type: first.type ?? t('operations.unreadable') }));
  }

  return (
    <CommandDialog
      title={t('operations.discardTitle', { type: first.type ?? t('operations.unreadable'), group: first.group })}
      action={t('operations.discard')}
      fields={[{ name: 'reason', label: 'operations.reason', kind: 'area', required: true }]}
      send={send}
      close={close}
    />
  );
}
