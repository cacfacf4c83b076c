import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { newKey } from '../api/client';
import { CustomerName } from '../customers/customerName';
import { Button } from '../parts/Button';
import { Failed } from '../parts/Failed';
import { HoldButton } from '../parts/HoldButton';
import { Ago } from '../parts/Time';
import { toast, toastFailure } from '../parts/toast';
import { decide, type Decision, type Delivery, unknownQuery } from './mails';
import classes from './operations.module.css';

/** Mails that the server took and never answered for: a person says whether they arrived. */
export function UnknownMails({ mayDecide }: { mayDecide: boolean }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(unknownQuery);
  if (error && !data) return <Failed error={error} what={t('operations.mails')} again={() => void refetch()} />;
  if (!data || data.items.length === 0) return null;
  return (
    <>
      <h2 className="h3">
        {t('operations.mails')}
        <span className="end num">{data.items.length}</span>
      </h2>
      <p className="sm t2">{t('operations.mailsWhy')}</p>
      <ul className={classes.waiting}>
        {data.items.map((delivery) => (
          <Mail key={delivery.id} delivery={delivery} mayDecide={mayDecide} />
        ))}
      </ul>
    </>
  );
}

function Mail({ delivery, mayDecide }: { delivery: Delivery; mayDecide: boolean }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [sending, setSending] = useState(false);

  async function send(decision: Decision) {
    setSending(true);
    try {
      await decide(decision, delivery, newKey());
      toast(t(`operations.${decision === 'settle' ? 'settled' : 'resent'}`));
    } catch (error) {
      toastFailure(error);
    } finally {
      setSending(false);
      void queries.invalidateQueries({ queryKey: ['deliveries'] });
    }
  }

  const closed = mayDecide ? undefined : t('frame.needs', { permission: 'marketing:write' });
  return (
    <li>
      <div className="col">
        <span className="m row g1">
          {t('operations.mailTo')} <CustomerName id={delivery.customer} link />
        </span>
        <span className="sm t2">
          {delivery.automation} · {delivery.step} · <Ago of={delivery.queuedAt} />
        </span>
        {delivery.reason && <span className="sm t2">{delivery.reason}</span>}
      </div>
      <span className="row g1">
        {closed ? (
          <Button small closed={closed}>
            {t('operations.settle')}
          </Button>
        ) : (
          <>
            <HoldButton disabled={sending} run={() => void send('settle')}>
              {t('operations.settle')}
            </HoldButton>
            <HoldButton disabled={sending} run={() => void send('resend')}>
              {t('operations.resend')}
            </HoldButton>
          </>
        )}
      </span>
    </li>
  );
}
