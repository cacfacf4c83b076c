import { IconAlertTriangle, IconPlugConnectedX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../format';
import { type Flow, type Part, serviceName } from './flow';
import classes from './operations.module.css';

/** All services side by side; one that is away, or holds something up, is marked. */
export function ServiceStrip({ flow }: { flow: Flow }) {
  const { t } = useTranslation();
  return (
    <ul className={classes.strip} aria-label={t('operations.services')}>
      {flow.services.map((service) => (
        <Service key={service.name} service={service} />
      ))}
    </ul>
  );
}

function Service({ service }: { service: Part }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const name = serviceName(service.name, t);
  if (!service.reachable) {
    return (
      <li className={`red ${classes.marked}`}>
        <h3 className="row g2 b">
          <IconPlugConnectedX className="s ink-h" aria-hidden /> {name}
        </h3>
        <p className="sm t2">{t('operations.away')}</p>
      </li>
    );
  }
  const behind = service.groups.reduce((total, group) => total + (group.lag ?? 0), 0);
  const stuck = (service.deadLetters ?? 0) > 0 || service.groups.some((group) => group.paused?.length);
  const figure = (value: number | null | undefined) => (value == null ? '–' : formats.number(value));
  return (
    <li className={stuck ? `amber ${classes.marked}` : undefined}>
      <h3 className="row g2 b">
        {stuck ? <IconAlertTriangle className="s ink-h" aria-hidden /> : <i className="d green" />} {name}
      </h3>
      <dl>
        <dt>{t('operations.toPublish')}</dt>
        <dd>
          {figure(service.pending)}
          {service.oldestPendingSeconds != null && ` · ${figure(service.oldestPendingSeconds)} s`}
        </dd>
        <dt>{t('operations.behind')}</dt>
        <dd>{figure(behind)}</dd>
        <dt>{t('operations.deadLetters')}</dt>
        <dd className={service.deadLetters ? 'amber ink-h b' : undefined}>{figure(service.deadLetters)}</dd>
      </dl>
    </li>
  );
}
