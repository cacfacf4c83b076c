import { useTranslation } from 'react-i18next';
import { useFormats } from '../format';
import { type Flow, type Group, GOAL_MS, serviceName } from './flow';
import classes from './operations.module.css';

/** Every consumer group: how far it is behind, what it waits for, and how fast events took effect lately. */
export function Listeners({ flow }: { flow: Flow }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const rows = flow.services.flatMap((service) => service.groups.map((group) => ({ service: service.name, group })));
  if (rows.length === 0) return null;
  const figure = (value: number | null | undefined) => (value == null ? '–' : formats.number(value));
  return (
    <div className={classes.scroll}>
      <table className={classes.table}>
        <thead>
          <tr>
            <th>{t('operations.listener')}</th>
            <th className="wide">{t('home.service')}</th>
            <th className={classes.figures}>{t('operations.behind')}</th>
            <th className={classes.figures}>{t('operations.awaiting')}</th>
            <th className={classes.figures}>{t('operations.deadLetters')}</th>
            <th className={classes.figures}>{t('operations.slowest')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ service, group }) => (
            <tr key={`${service} ${group.name}`}>
              <td className="m">
                {group.name}
                {group.paused?.map((reason) => (
                  <p key={reason} className="sm red ink-h">
                    {t('operations.paused', { reason })}
                  </p>
                ))}
              </td>
              <td className="t2 wide">{serviceName(service, t)}</td>
              <td className={classes.figures}>{figure(group.lag)}</td>
              <td className={classes.figures}>{figure(group.awaitingGap)}</td>
              <td className={`${classes.figures} ${group.deadLetters ? 'amber ink-h b' : ''}`}>
                {figure(group.deadLetters)}
              </td>
              <td className={classes.figures}>
                <Slowest group={group} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The bar is full at the goal. */
function Slowest({ group }: { group: Group }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const millis = group.slowestMillis;
  if (millis == null) return <span className="t3">{t('operations.idle')}</span>;
  const late = millis > GOAL_MS;
  return (
    <span className={`row g2 ${classes.slowest}`}>
      <span className={`meter ${late ? 'amber' : ''}`}>
        <i style={{ width: `${Math.min(100, (100 * millis) / GOAL_MS)}%` }} />
      </span>
      <span className={`num ${late ? 'amber ink-h' : ''}`}>{formats.number(millis)} ms</span>
    </span>
  );
}
