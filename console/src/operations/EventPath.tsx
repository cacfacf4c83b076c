import { IconMail } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../api/me';
import { useFormats } from '../format';
import { type Flow, GOAL_MS, serviceName, totalsOf } from './flow';
import { type Counts, oldestToSendQuery, toSend } from './mails';
import classes from './operations.module.css';

interface StationProps {
  name: string;
  icon?: ReactNode;
  value: string;
  unit?: string;
  detail: string;
  /** Something is held up here. */
  held?: boolean;
}

function Station({ name, icon, value, unit, detail, held }: StationProps) {
  return (
    <li className={`${classes.station} ${held ? classes.held : ''}`}>
      <span className="sm t2 row g1">
        {icon}
        {name}
      </span>
      <span className={classes.figure}>
        {value} {unit && <small>{unit}</small>}
      </span>
      <span className="sm t3">{detail}</span>
    </li>
  );
}

/** The way of an event: recorded, on the broker, read by its listeners, effective, and as a mail on its way. */
export function EventPath({ flow, counts }: { flow: Flow; counts?: Counts }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const me = useMe();
  const oldest = useQuery({ ...oldestToSendQuery, enabled: me.may('marketing:read') });
  const totals = totalsOf(flow);
  const number = (value: number | undefined) => (value === undefined ? '–' : formats.number(value));
  const { oldestPendingSeconds: seconds, slowestMillis } = totals;
  return (
    <ol className={classes.path} aria-label={t('operations.path.title')}>
      <Station
        name={t('operations.path.recorded')}
        value={number(totals.pending)}
        unit={t('operations.path.toPublish')}
        detail={
          seconds === undefined
            ? t('operations.path.nothing')
            : t('operations.path.oldest', { seconds: number(seconds) })
        }
        held={(seconds ?? 0) > 10}
      />
      <Station
        name={t('operations.path.broker')}
        value={number(totals.published)}
        unit={t('operations.path.events')}
        detail={
          totals.brokerless.length > 0
            ? t('operations.path.brokerless', {
                services: totals.brokerless.map((each) => serviceName(each, t)).join(', '),
              })
            : t('operations.path.brokerAnswers')
        }
        held={totals.brokerless.length > 0}
      />
      <Station
        name={t('operations.path.read')}
        value={number(totals.behind)}
        unit={t('operations.path.behind')}
        detail={t('operations.path.gaps', { count: totals.awaitingGap })}
        held={totals.awaitingGap > 0 || totals.paused.length > 0}
      />
      <Station
        name={t('operations.path.effective')}
        value={number(slowestMillis)}
        unit={slowestMillis === undefined ? undefined : 'ms'}
        detail={t('operations.path.goal', { goal: GOAL_MS })}
        held={(slowestMillis ?? 0) > GOAL_MS}
      />
      <Station
        name={t('operations.path.mails')}
        icon={<IconMail className="s" aria-hidden />}
        value={number(counts && toSend(counts))}
        unit={t('operations.path.toSend')}
        detail={
          !counts
            ? t('operations.path.mailsAway')
            : oldest.data
              ? t('operations.path.oldestMail', { ago: formats.ago(oldest.data.queuedAt) })
              : t('operations.path.noMail')
        }
        held={(counts?.UNKNOWN ?? 0) > 0}
      />
    </ol>
  );
}
