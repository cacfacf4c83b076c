import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { components } from '../api/generated/gateway';
import { Failed } from '../parts/Failed';
import { Section } from '../parts/Section';
import { Day } from '../parts/Time';
import classes from './administration.module.css';
import { differences } from './differences';
import { type Team, userHistoryQuery, useUserNames } from './users';

type Entry = components['schemas']['UserHistoryEntry'];

/** What a user might do as of each change, and who changed it, newest first. */
export function UserHistory({ id, teams }: { id: string; teams: Team[] }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(userHistoryQuery(id));
  const nameOf = useUserNames();
  const entries: Entry[] = data?.items ?? [];
  return (
    <Section title={t('administration.changed')}>
      {error && <Failed error={error} what={t('administration.changed')} again={() => void refetch()} />}
      <ul className={classes.history}>
        {entries.map((entry, i) => (
          <li key={entry.version} className="sm">
            <span className="t3">
              <Day of={entry.at} />
            </span>
            <span>{differences(entry, entries[i + 1], teams, t).join('; ') || t('administration.otherChange')}</span>
            <span className="t3 clip">{nameOf(entry.by.replace('USER:', ''))}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
