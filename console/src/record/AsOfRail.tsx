import { useDebouncedCallback } from '@mantine/hooks';
import { IconCalendarTime } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HistoryEntry } from '../api/types';
import { useFormats } from '../format';
import { Button } from '../parts/Button';
import { Kbd } from '../parts/Kbd';
import { spanOf } from './asOf';
import classes from './record.module.css';

interface Props {
  history: Pick<HistoryEntry, 'recordedAt'>[];
  asOf?: string;
  show: (instant: string | undefined) => void;
  /** How many fields were something else at the shown day. */
  changed: number;
}

const STEPS = 1_000;

/** Time is a control: the events of a record as a histogram, and a handle that goes to any instant of its life. */
export function AsOfRail({ history, asOf, show, changed }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [now] = useState(Date.now);
  const [held, hold] = useState<number>();
  const settle = useDebouncedCallback((step: number) => {
    hold(undefined);
    show(step >= STEPS ? undefined : instantAt(step));
  }, 250);

  const span = spanOf(history, now);
  if (!span) return null;
  const length = span.until - span.from;
  const instantAt = (step: number) => new Date(span.from + (length * step) / STEPS).toISOString();
  const step = held ?? (asOf ? Math.round(((Date.parse(asOf) - span.from) / length) * STEPS) : STEPS);
  const shown = step >= STEPS ? undefined : instantAt(step);

  return (
    <div className={`${classes.rail} ${asOf || shown ? classes.past : ''}`}>
      <label htmlFor="as-of" className="row g2">
        <IconCalendarTime className="t3" aria-hidden />
        <span className="m">
          {shown ? formats.dayTime(held === undefined && asOf ? asOf : shown) : t('record.asOfNow')}
        </span>
        {shown ? <span className="chip amber">{t('record.readOnly')}</span> : <Kbd keys="T" />}
      </label>
      <div className={classes.track}>
        <Histogram bars={span.bars} until={step / STEPS} />
        <input
          id="as-of"
          type="range"
          min={0}
          max={STEPS}
          value={step}
          aria-valuetext={shown ? formats.dayTime(shown) : t('record.asOfNow')}
          onChange={(event) => {
            hold(Number(event.target.value));
            settle(Number(event.target.value));
          }}
        />
        <span className={classes.axis} aria-hidden>
          <span>{formats.within(span.from, length)}</span>
          <span>{formats.within(span.until, length)}</span>
        </span>
      </div>
      <span className="row g2 sm t3 num">
        {asOf ? (
          <>
            {changed > 0 && t('record.changedSince', { count: changed })}
            <Button small kind="ink" onClick={() => show(undefined)}>
              {t('record.backToNow')}
            </Button>
          </>
        ) : (
          t('record.events', { count: history.length })
        )}
      </span>
    </div>
  );
}

function Histogram({ bars, until }: { bars: number[]; until: number }) {
  const most = Math.max(...bars, 1);
  const width = 600 / bars.length;
  return (
    <svg className={classes.bars} viewBox="0 0 600 20" preserveAspectRatio="none" aria-hidden>
      {bars.map((count, i) => {
        const height = count === 0 ? 0 : 4 + (count / most) * 16;
        const fill = i / bars.length <= until ? 'var(--accent-line)' : 'var(--line-strong)';
        return <rect key={i} x={i * width + 1} y={20 - height} width={width - 2} height={height} rx={1} fill={fill} />;
      })}
    </svg>
  );
}
