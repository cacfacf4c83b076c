import { IconTicket } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../api/me';
import { Button } from '../parts/Button';
import { Failed } from '../parts/Failed';
import { Skeleton } from '../parts/Skeleton';
import { changedFields } from '../record/asOf';
import { AsOfRail } from '../record/AsOfRail';
import { useHistory } from '../record/history';
import { Panels } from '../record/Panels';
import { RecordBar } from '../record/RecordBar';
import { useAsOf } from '../record/useAsOf';
import { NewTicket } from '../tickets/NewTicket';
import { Composer } from './Composer';
import { customerQuery } from './customer';
import { customerList } from './customerList';
import { customerName } from './customerName';
import { Profile } from './Profile';
import { Related } from './Related';
import { Timeline } from './Timeline';

/** Everything about one customer, at any time. */
export function CustomerPage() {
  const { t } = useTranslation();
  const me = useMe();
  const { id = '' } = useParams({ strict: false });
  const { asOf, show } = useAsOf();
  const now = useQuery(customerQuery(id));
  const then = useQuery({ ...customerQuery(id, asOf), enabled: asOf !== undefined });
  const history = useHistory('customers', id);
  const [ticket, openTicket] = useState(false);

  const shown = asOf ? then : now;
  const customer = shown.data?.value;
  const changed = asOf && customer && now.data ? changedFields(customer, now.data.value) : new Set<string>();
  const mayTicket = me.may('tickets:write');

  return (
    <>
      <RecordBar
        list={customerList}
        id={id}
        name={now.data ? customerName(now.data.value) : ''}
        actions={
          !asOf && (
            <Button
              icon={IconTicket}
              closed={mayTicket ? undefined : t('frame.needs', { permission: 'tickets:write' })}
              onClick={() => openTicket(true)}
            >
              {t('tickets.create')}
            </Button>
          )
        }
      />
      <AsOfRail history={history} asOf={asOf} show={show} changed={changed.size} />
      {shown.isError && <Failed error={shown.error} past={asOf !== undefined} again={() => void shown.refetch()} />}
      {shown.isPending && <Skeleton rows={8} />}
      {customer && (
        <Panels
          panels={[
            {
              id: 'profile',
              label: t('customers.profile'),
              content: <Profile customer={customer} readOnly={asOf !== undefined} changed={changed} />,
            },
            {
              id: 'timeline',
              label: t('customers.timeline'),
              content: (
                <>
                  {!asOf && me.may('interactions:write') && <Composer customer={id} />}
                  <Timeline customer={id} asOf={asOf} />
                </>
              ),
            },
            {
              id: 'related',
              label: t('customers.related'),
              content: <Related customer={customer} past={asOf !== undefined} />,
            },
          ]}
          first="timeline"
        />
      )}
      {ticket && <NewTicket customer={id} close={() => openTicket(false)} />}
    </>
  );
}
