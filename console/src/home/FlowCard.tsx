import { IconActivity } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { api, dataOf } from '../api/client';
import type { components } from '../api/generated/gateway';
import { Failed } from '../parts/Failed';
import classes from './home.module.css';

type Flow = components['schemas']['SystemFlow'];

/** For operators: whether events flow, in one sentence, and where they wait. */
export function FlowCard() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery({
    queryKey: ['flow'],
    queryFn: ({ signal }) => dataOf(api.GET('/api/system/flow', { signal })),
    refetchInterval: 5_000,
  });
  if (error) return <Failed error={error} what={t('home.flow')} again={() => void refetch()} />;
  if (!data) return null;
  return (
    <section className={classes.flow}>
      <h2 className="q">
        <IconActivity aria-hidden /> {t('home.flow')}
      </h2>
      <p>{verdict(data, t)}</p>
      <table className={classes.services}>
        <thead>
          <tr>
            <th>{t('home.service')}</th>
            <th>{t('home.pending')}</th>
            <th>{t('home.deadLetters')}</th>
          </tr>
        </thead>
        <tbody>
          {data.services?.map((service) => (
            <tr key={service.name}>
              <td>
                <i className={`d ${service.reachable ? 'green' : 'red'}`} /> {service.name}
              </td>
              <td className="num">{service.pending}</td>
              <td className={`num ${service.deadLetters ? 'red ink-h b' : ''}`}>{service.deadLetters}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function verdict({ quiet, services = [] }: Flow, t: TFunction) {
  const down = services.filter((service) => !service.reachable).map((service) => service.name);
  if (down.length > 0) return t('home.flowDown', { services: down.join(', ') });
  const stuck = services.reduce((sum, service) => sum + (service.deadLetters ?? 0), 0);
  if (stuck > 0) return t('home.flowStuck', { count: stuck });
  return t(quiet ? 'home.flowQuiet' : 'home.flowBusy');
}
