import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, dataOf } from '../api/client';
import { Failed } from '../parts/Failed';
import { Section } from '../parts/Section';
import { DayTime } from '../parts/Time';

const ACTIONS = 'SIGN_IN,SIGN_IN_FAILED,SIGN_OUT';

/** When a user signed in last, or tried to, as the audit trail says. */
export function SignIns({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery({
    queryKey: ['sign-ins', id],
    queryFn: ({ signal }) => {
      const query = { record: id, action: ACTIONS, sort: '-at', limit: 5 };
      return dataOf(api.GET('/api/audit/gateway', { params: { query }, signal }));
    },
  });
  const search = { record: id, action: ACTIONS, trail: 'gateway' };
  return (
    <Section
      title={t('administration.signIns')}
      end={
        <Link to="/audit" search={search} className="link">
          {t('record.seeAll')}
        </Link>
      }
    >
      {error && <Failed error={error} what={t('administration.signIns')} again={() => void refetch()} />}
      {data?.items.length === 0 && <p className="t3">{t('administration.neverSignedIn')}</p>}
      {data?.items.map((entry) => (
        <div key={entry.sequence} className="field">
          <span className={entry.action === 'SIGN_IN_FAILED' ? 'red ink-h' : undefined}>
            {t(`audit.did.${entry.action}`)}
          </span>
          <DayTime of={entry.at} />
        </div>
      ))}
    </Section>
  );
}
