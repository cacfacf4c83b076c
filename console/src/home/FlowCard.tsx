import { IconActivity } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { flowQuery, serviceName, verdictOf } from '../operations/flow';
import { Failed } from '../parts/Failed';
import classes from './home.module.css';

/** For operators: whether events flow, in one sentence, and where they wait. */
export function FlowCard() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(flowQuery);
  if (error) return <Failed error={error} what={t('home.flow')} again={() => void refetch()} />;
  if (!data) return null;
  return (
    <section className={classes.flow}>
      <h2 className="q">
        <IconActivity aria-hidden /> {t('home.flow')}
        <Link to="/operations" className="end link">
          {t('operations.title')}
        </Link>
      </h2>
      <p>{verdictOf(data, 0, t).sentence}</p>
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
                <i className={`d ${service.reachable ? 'green' : 'red'}`} /> {serviceName(service.name, t)}
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
