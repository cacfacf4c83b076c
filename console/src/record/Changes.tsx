import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HistoryEntry } from '../api/types';
import { Button } from '../parts/Button';
import { isDerived } from './derived';

export type Change = NonNullable<HistoryEntry['changes']>[number];

/** How the changes of one kind of record read. */
export interface Wording {
  field: (path: string) => string;
  value: (path: string, value: unknown) => string;
}

const SHOWN = 3;

export const telling = (changes: Change[]) => changes.filter(({ field = '' }) => !isDerived(field));

/** What an event changed: the field, what it was and what it became. */
export function Changes({ changes, wording }: { changes: Change[]; wording: Wording }) {
  const { t } = useTranslation();
  const [all, showAll] = useState(false);
  const told = telling(changes);
  const shown = all ? told : told.slice(0, SHOWN);
  return (
    <ul className="sm">
      {shown.map(({ field = '', from, to }) => (
        <li key={field} className="clip">
          <span className="t3">{wording.field(field)}</span>{' '}
          {from != null && (
            <>
              <span className="t3">{wording.value(field, from)}</span> <span aria-hidden>→</span>{' '}
            </>
          )}
          <span className="t2">{to == null ? t('record.empty') : wording.value(field, to)}</span>
        </li>
      ))}
      {told.length > shown.length && (
        <Button kind="quiet" small onClick={() => showAll(true)}>
          + {told.length - shown.length}
        </Button>
      )}
    </ul>
  );
}
