import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Failed } from '../parts/Failed';
import { Skeleton } from '../parts/Skeleton';
import { DayTime } from '../parts/Time';
import classes from './deadLetter.module.css';
import { type Blocked, deadLetterQuery, recordOf } from './deadLetters';
import { serviceName } from './flow';

/** The way of one event up to where it stopped, its error, and what it says. Events carry no personal data. */
export function DeadLetterDialog({ blocked, close }: { blocked: Blocked; close: () => void }) {
  const { t } = useTranslation();
  const { service, first, behind } = blocked;
  const { data, error, isPending, refetch } = useQuery(deadLetterQuery(service, first.id));
  const record = recordOf(first.stream);
  const way = [
    {
      at: t('operations.way.record'),
      what: `${record.id || '–'}, ${t('operations.way.sequence', { at: first.sequence })}`,
    },
    { at: t('operations.way.topic'), what: `${first.topic}, ${first.partition}, ${first.offset}` },
    { at: t('operations.way.group'), what: `${first.group} (${serviceName(service, t)})` },
  ];
  return (
    <Modal opened onClose={close} title={first.type ?? t('operations.unreadable')} size={680}>
      <p className="red ink-h">{first.error || t('operations.queued')}</p>
      <ol className={classes.way}>
        {way.map(({ at, what }) => (
          <li key={at}>
            <span className="sm t3">{at}</span> <span className="mono">{what}</span>
          </li>
        ))}
        <li>
          <span className="sm t3">{t('operations.way.stopped')}</span> <DayTime of={first.at} />
        </li>
      </ol>
      {record.to && (
        <Link to={record.to} params={{ id: record.id }} className="link" onClick={close}>
          {t('operations.openRecord')}
        </Link>
      )}
      {behind.length > 0 && (
        <>
          <h3 className="h3">{t('operations.waitBehind', { count: behind.length })}</h3>
          <ul className={`sm ${classes.behind}`}>
            {behind.map((letter) => (
              <li key={letter.id}>
                {t('operations.way.sequence', { at: letter.sequence })} · {letter.type} · <DayTime of={letter.at} />
              </li>
            ))}
          </ul>
        </>
      )}
      {isPending && <Skeleton rows={3} />}
      {error && <Failed error={error} what={t('operations.event')} again={() => void refetch()} />}
      {data && (
        <>
          <h3 className="h3">{t('operations.event')}</h3>
          {data.value === undefined || data.value === null ? (
            <p className="t3">{t('operations.noValue')}</p>
          ) : (
            <pre className={classes.json} tabIndex={0}>
              {pretty(data.value)}
            </pre>
          )}
          <h3 className="h3">{t('operations.headers')}</h3>
          <dl className={classes.headers}>
            {Object.entries(data.headers).map(([name, value]) => (
              <div key={name}>
                <dt className="t3">{name}</dt>
                <dd className="mono">{value}</dd>
              </div>
            ))}
          </dl>
        </>
      )}
    </Modal>
  );
}

function pretty(json: string) {
  try {
    return JSON.stringify(JSON.parse(json), undefined, 2);
  } catch {
    return json;
  }
}
