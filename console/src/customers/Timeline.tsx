import { IconHistory } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../format';
import { Button } from '../parts/Button';
import { Empty } from '../parts/Empty';
import { Failed } from '../parts/Failed';
import { Skeleton } from '../parts/Skeleton';
import { byDay } from '../record/days';
import classes from './customers.module.css';
import { MomentLine } from './MomentLine';
import type { MomentKind } from './timeline';
import { useTimeline } from './useTimeline';

const KINDS = [
  ['interactions', 'blue'],
  ['orders', 'green'],
  ['tickets', 'amber'],
  ['changes', 'grey'],
] as const;

export function Timeline({ customer, asOf }: { customer: string; asOf?: string }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [shown, show] = useState<MomentKind>();
  const timeline = useTimeline(customer, shown, asOf);
  return (
    <>
      <div className={classes.kinds} role="group" aria-label={t('customers.timeline')}>
        <button type="button" aria-pressed={!shown} onClick={() => show(undefined)}>
          {t('customers.show.all')}
        </button>
        {KINDS.map(([kind, hue]) => (
          <button type="button" key={kind} aria-pressed={shown === kind} onClick={() => show(kind)}>
            <i className={`d ${hue}`} />
            {t(`customers.show.${kind}`)}
          </button>
        ))}
      </div>
      {timeline.failed.map((query, i) => (
        <Failed key={i} error={query.error} what={t('customers.timeline')} again={() => void query.refetch()} />
      ))}
      {timeline.isPending && <Skeleton rows={6} height={48} />}
      {!timeline.isPending && timeline.moments.length === 0 && timeline.failed.length === 0 && (
        <Empty icon={IconHistory} title={t('customers.nothingHappened')} />
      )}
      <div className={`tl ${classes.feed}`}>
        {byDay(timeline.moments, (moment) => moment.at).map(({ day, items }) => (
          <section key={day}>
            <h3 className="day">{formats.longDay(items[0]?.at ?? day)}</h3>
            <ol>
              {items.map((moment) => (
                <MomentLine key={moment.id} moment={moment} />
              ))}
            </ol>
          </section>
        ))}
        {timeline.hasMore && <Button onClick={timeline.older}>{t('record.older')}</Button>}
      </div>
    </>
  );
}
