import { useElementSize } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../format';
import { type Flow, GOAL_MS, totalsOf } from './flow';
import classes from './operations.module.css';

interface Sample {
  at: number;
  millis: number;
}

/** An hour of answers. */
const MOST = 720;
const HEIGHT = 120;
const LEFT = 44;
const TOP = 8;
const BOTTOM = 18;

/** How old events were when they took effect, since this page was opened, against the goal. */
export function Ages({ flow, at }: { flow: Flow; at: number }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const { ref, width } = useElementSize();
  const samples = useSamples(flow, at);
  const first = samples[0];
  const last = samples.at(-1);
  if (!first || !last) return null;
  const top = Math.max(GOAL_MS * 1.3, ...samples.map(({ millis }) => millis * 1.1));
  const x = (time: number) => LEFT + ((time - first.at) / Math.max(last.at - first.at, 60_000)) * (width - LEFT - 4);
  const y = (millis: number) => TOP + (HEIGHT - TOP - BOTTOM) * (1 - millis / top);
  const line = samples.map((sample) => `${x(sample.at).toFixed(1)},${y(sample.millis).toFixed(1)}`).join(' ');
  return (
    <figure className={classes.ages}>
      <figcaption className="q">
        {t('operations.ages')}
        <span className="end row g3">
          <span className="row g1">
            <i className="d jade" /> {t('operations.slowest')}
          </span>
          <span className="row g1">
            <i className={classes.dash} /> {t('operations.goal')}
          </span>
        </span>
      </figcaption>
      <p className="t2">
        {t('operations.agesAnswer', {
          since: formats.time(new Date(first.at).toISOString()),
          slowest: formats.number(Math.max(...samples.map(({ millis }) => millis))),
          goal: GOAL_MS,
        })}
      </p>
      <div ref={ref}>
        {width > 0 && (
          <svg width={width} height={HEIGHT} role="img" aria-label={t('operations.ages')}>
            {[0, GOAL_MS].map((millis) => (
              <text key={millis} x={LEFT - 8} y={y(millis) + 4} textAnchor="end">
                {millis} ms
              </text>
            ))}
            <line x1={LEFT} x2={width} y1={y(0)} y2={y(0)} className={classes.grid} />
            <line x1={LEFT} x2={width} y1={y(GOAL_MS)} y2={y(GOAL_MS)} className={classes.goal} />
            {samples.length > 1 && <polyline points={line} className={classes.line} />}
            <circle cx={x(last.at)} cy={y(last.millis)} r={3} className={classes.point} />
            <text x={LEFT} y={HEIGHT - 3}>
              {formats.time(new Date(first.at).toISOString())}
            </text>
          </svg>
        )}
      </div>
    </figure>
  );
}

function useSamples(flow: Flow, at: number) {
  const [samples, setSamples] = useState<Sample[]>([]);
  useEffect(() => {
    const millis = totalsOf(flow).slowestMillis;
    if (millis === undefined) return;
    setSamples((before) => (before.at(-1)?.at === at ? before : [...before.slice(1 - MOST), { at, millis }]));
  }, [flow, at]);
  return samples;
}
