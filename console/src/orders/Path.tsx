import { IconCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { HistoryEntry, Order } from '../api/types';
import { DayTime } from '../parts/Time';
import { pathOf } from './path';
import classes from './orders.module.css';

export function Path({ order, history }: { order: Order; history: HistoryEntry[] }) {
  const { t } = useTranslation();
  return (
    <ol className={classes.path}>
      {pathOf(order, history).map(({ state, is, at }, i) => (
        <li key={i} className={classes[is]} aria-current={is === 'current' ? 'step' : undefined}>
          <span className={classes.mark}>{is === 'done' ? <IconCheck className="s" aria-hidden /> : i + 1}</span>
          <span>
            <span className="m">{t(`orders.state.${state}`)}</span>
            <br />
            <span className="sm t3">
              <DayTime of={at} />
            </span>
          </span>
        </li>
      ))}
    </ol>
  );
}
