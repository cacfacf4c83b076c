import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { Versioned } from '../api/client';
import type { Customer } from '../api/types';
import { toast, toastFailure } from '../parts/toast';
import type { Conflict } from '../record/FieldRow';
import { useActorName } from '../record/Actor';
import { historyQuery } from '../record/history';
import { changeCustomer, customerQuery, type Patch } from './customer';

type Current = Versioned<Customer>;

/** How a customer is changed here: by the version that is on the screen, and so that it can be undone. */
export function useCustomerEditing(id: string) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const actor = useActorName();
  const now = customerQuery(id);

  const current = () => queries.getQueryData(now.queryKey) as Current;

  /** The answer of a command is the newest version. */
  function changed(next: Current) {
    queries.setQueryData(now.queryKey, next);
    void queries.invalidateQueries({ queryKey: ['timeline', id, 'changes'] });
    void queries.invalidateQueries({ queryKey: historyQuery('customers', id).queryKey });
  }

  async function run(command: (current: Current) => Promise<Current>) {
    changed(await command(current()));
  }

  /** Does what `command` does, says so, and offers the inverse. */
  async function runUndoable(
    command: (current: Current) => Promise<Current>,
    message: string,
    inverse: (current: Current) => Promise<Current>,
  ) {
    await run(command);
    toast(message, () => void run(inverse).then(() => toast(t('record.undone')), toastFailure));
  }

  return {
    run,
    runUndoable,
    /** Writes the fields of the patch; undo writes what they were. */
    patch: (patch: Patch, before: Patch, field: string) =>
      runUndoable(
        (customer) => changeCustomer(customer, patch),
        t('record.saved', { field }),
        (customer) => changeCustomer(customer, before),
      ),
    /** What somebody else made of a field meanwhile. */
    async reread(valueOf: (customer: Customer) => string): Promise<Conflict> {
      const fresh = await queries.fetchQuery({ ...now, staleTime: 0 });
      const [last] = await queries.fetchQuery({ ...historyQuery('customers', id), staleTime: 0 }).catch(() => []);
      return {
        theirs: valueOf(fresh.value),
        who: last ? actor(last.actor) : t('record.somebody'),
        when: last?.recordedAt,
      };
    },
  };
}
