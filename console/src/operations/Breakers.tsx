import { IconCheck, IconLoader, IconPlugConnected, IconPlugConnectedX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, dataOf } from '../api/client';
import type { components } from '../api/generated/gateway';
import { useFormats } from '../format';
import { Failed } from '../parts/Failed';
import type { Hue } from '../parts/status';
import { serviceName } from './flow';
import classes from './operations.module.css';

type Breaker = components['schemas']['BreakerView'];

const LOOKS: Partial<Record<Breaker['state'], { hue: Hue; icon: typeof IconCheck }>> = {
  CLOSED: { hue: 'green', icon: IconCheck },
  OPEN: { hue: 'red', icon: IconPlugConnectedX },
  HALF_OPEN: { hue: 'amber', icon: IconLoader },
};

/** Which services the gateway calls now; after many failures it spares a service for some seconds. */
export function Breakers() {
  const { t } = useTranslation();
  const formats = useFormats();
  const { data, error, refetch } = useQuery({
    queryKey: ['breakers'],
    queryFn: ({ signal }) => dataOf(api.GET('/api/system/breakers', { signal })),
    refetchInterval: 5_000,
  });
  if (error && !data) return <Failed error={error} what={t('operations.breakers')} again={() => void refetch()} />;
  const closed = data?.items.filter(({ state }) => state === 'CLOSED').length ?? 0;
  return (
    <section aria-label={t('operations.breakers')}>
      <h2 className="h3">
        {t('operations.breakers')}
        {data && <span className="end num">{t('operations.closed', { count: closed, of: data.items.length })}</span>}
      </h2>
      <ul>
        {data?.items.map(({ name, state, calls, failed, refused }) => {
          const { hue, icon: Icon } = LOOKS[state] ?? { hue: 'amber' as const, icon: IconLoader };
          return (
            <li key={name} className={classes.breaker}>
              <IconPlugConnected className="t3" aria-hidden />
              <span className="grow">
                {t('operations.gatewayTo', { service: serviceName(name, t) })}
                {failed + refused > 0 && (
                  <span className="sm t3 num">
                    {' '}
                    {t('operations.failedOf', {
                      failed: formats.number(failed),
                      calls: formats.number(calls),
                      refused: formats.number(refused),
                    })}
                  </span>
                )}
              </span>
              <span className={`chip ${hue}`}>
                <Icon aria-hidden /> {t(`operations.breaker.${state}`)}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
