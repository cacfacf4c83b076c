import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { toast, toastFailure } from '../parts/toast';
import { type Blocked, replay } from './deadLetters';

/** Replays all letters of a blocked record, and says how far that came. */
export function useReplay({ service, first }: Blocked) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => replay(service, first.id),
    retry: false,
    onSuccess: ({ replayed, error }) =>
      toast(
        error ? t('operations.stopped', { count: replayed, error }) : t('operations.replayed', { count: replayed }),
      ),
    onError: toastFailure,
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: ['dead-letters', service] });
      void queries.invalidateQueries({ queryKey: ['flow'] });
    },
  });
}
