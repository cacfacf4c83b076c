import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, dataOf } from '../api/client';
import { CustomerName } from '../customers/customerName';
import { Failed } from '../parts/Failed';
import { Section } from '../parts/Section';
import { Skeleton } from '../parts/Skeleton';
import { DayTime } from '../parts/Time';
import { FieldRow } from '../record/FieldRow';
import { Panels } from '../record/Panels';
import record from '../record/record.module.css';
import { RecordBar } from '../record/RecordBar';
import { Channel, interactionList } from './interactionList';

/** What was said. An interaction is written once and never changed, so it has no history to show. */
export function InteractionPage() {
  const { t } = useTranslation();
  const { id = '' } = useParams({ strict: false });
  const { data, error, isPending, refetch } = useQuery({
    queryKey: ['interactions', id],
    queryFn: ({ signal }) => dataOf(api.GET('/api/interactions/{id}', { params: { path: { id } }, signal })),
  });
  return (
    <>
      <RecordBar list={interactionList} id={id} name={data?.channel ? t(`interactions.channel.${data.channel}`) : ''} />
      {error && <Failed error={error} again={() => void refetch()} />}
      {isPending && <Skeleton rows={6} />}
      {data && (
        <Panels
          panels={[
            {
              id: 'content',
              label: t('interactions.field.content'),
              content: (
                <div className={record.feed}>
                  <h2 className={record.sentence}>{data.subject ?? t('interactions.field.content')}</h2>
                  <p className={record.text}>{data.content ?? t('tickets.notForYou')}</p>
                </div>
              ),
            },
            {
              id: 'about',
              label: t('orders.details'),
              content: (
                <Section title={t('orders.details')}>
                  <FieldRow label={t('interactions.field.channel')}>
                    <Channel of={data} />
                  </FieldRow>
                  <FieldRow label={t('interactions.field.occurredAt')}>
                    <DayTime of={data.occurredAt} />
                  </FieldRow>
                  <FieldRow label={t('interactions.field.topic')}>
                    {data.topic && t(`interactions.topic.${data.topic}`)}
                  </FieldRow>
                  <FieldRow label={t('interactions.field.outcome')}>{data.outcome?.code}</FieldRow>
                  {data.customerId && (
                    <FieldRow label={t('record.customer')}>
                      <CustomerName id={data.customerId} link />
                    </FieldRow>
                  )}
                </Section>
              ),
            },
          ]}
          first="content"
        />
      )}
    </>
  );
}
