import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../api/me';
import { useKeys } from '../keys/keys';
import { Bar } from '../parts/Bar';
import { Button } from '../parts/Button';
import { Empty } from '../parts/Empty';
import { Failed } from '../parts/Failed';
import { Skeleton } from '../parts/Skeleton';
import { Ages } from './Ages';
import { Breakers } from './Breakers';
import { DeadLetters } from './DeadLetters';
import { EventPath } from './EventPath';
import { flowQuery, totalsOf, verdictOf } from './flow';
import { Listeners } from './Listeners';
import { countsQuery } from './mails';
import classes from './operations.module.css';
import { ServiceStrip } from './ServiceStrip';
import { UnknownMails } from './UnknownMails';

/** Does everything flow, and what waits for the operator? */
export function Operations() {
  const { t } = useTranslation();
  const me = useMe();
  const waiting = useRef<HTMLElement>(null);
  const allowed = me.may('operations:read');
  const flow = useQuery({ ...flowQuery, enabled: allowed });
  const counts = useQuery({ ...countsQuery, enabled: allowed && me.may('marketing:read') });
  const decide = () => waiting.current?.querySelector<HTMLElement>('button')?.focus();
  useKeys([{ keys: 'D', label: 'operations.decide', run: decide }]);

  if (!allowed) {
    return (
      <>
        <Bar title={t('operations.title')} />
        <Empty icon={IconAlertTriangle} title={t('frame.needs', { permission: 'operations:read' })} />
      </>
    );
  }
  const unknown = counts.data?.UNKNOWN ?? 0;
  const verdict = flow.data && verdictOf(flow.data, unknown, t);
  const totals = flow.data && totalsOf(flow.data);
  const toDecide = (totals?.deadLetters ?? 0) + unknown;
  const Icon = verdict?.hue === 'green' ? IconCircleCheck : IconAlertTriangle;
  return (
    <>
      <Bar title={t('operations.title')}>
        {flow.data && (
          <span className="row g2 sm t3 wide">
            <i className={`d ${flow.isError ? 'red' : 'jade'}`} /> {t('operations.live')}
          </span>
        )}
      </Bar>
      <div className={`body ${classes.body}`}>
        {flow.error && !flow.data && (
          <Failed error={flow.error} what={t('operations.title')} again={() => void flow.refetch()} />
        )}
        {flow.isPending && <Skeleton rows={6} height={56} />}
        {verdict && totals && flow.data && (
          <>
            <section className={classes.verdict} aria-label={t('home.flow')}>
              <div>
                <h2 className={`row g2 ${verdict.hue}`}>
                  <Icon className="ink-h" aria-hidden /> {verdict.sentence}
                </h2>
                <p className="t2">
                  {totals.slowestMillis === undefined
                    ? t('operations.noneLately')
                    : t('operations.slowestLately', { count: totals.slowestMillis })}
                </p>
              </div>
              {toDecide > 0 && (
                <Button kind="ink" keys="D" onClick={decide}>
                  {t('operations.decideOn', { count: toDecide })}
                </Button>
              )}
            </section>
            <EventPath flow={flow.data} counts={counts.data} />
            <ServiceStrip flow={flow.data} />
          </>
        )}
        <div className={classes.columns}>
          <div className={classes.main}>
            {flow.data && <Ages flow={flow.data} at={flow.dataUpdatedAt} />}
            {flow.data && <Listeners flow={flow.data} />}
          </div>
          <div className={classes.side}>
            <section ref={waiting} aria-label={t('operations.waiting')}>
              <DeadLetters mayDecide={me.may('operations:write')} />
              {me.may('marketing:read') && <UnknownMails mayDecide={me.may('marketing:write')} />}
            </section>
            <Breakers />
          </div>
        </div>
      </div>
    </>
  );
}
