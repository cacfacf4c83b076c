import { useSessionStorage } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, dataOf, newKey } from '../api/client';
import { asFailure } from '../api/problem';
import type { Interaction } from '../api/types';
import { CHANNEL_ICONS } from '../interactions/channels';
import { useKeys } from '../keys/keys';
import { Button } from '../parts/Button';
import { problemText } from '../parts/problemText';
import { toast } from '../parts/toast';
import classes from './customers.module.css';

const CHANNELS = ['PHONE', 'MEETING', 'EMAIL', 'IM', 'IN_PERSON'] as const;
const TOPICS = ['ENQUIRY', 'PURCHASE', 'AFTER_SALES'] as const;

/** Writes down what was said while it is fresh. The draft of each customer stays until it is sent. */
export function Composer({ customer }: { customer: string }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const area = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useSessionStorage({ key: `draft ${customer}`, defaultValue: '' });
  const [channel, setChannel] = useState<(typeof CHANNELS)[number]>('PHONE');
  const [direction, setDirection] = useState<NonNullable<Interaction['direction']>>('OUTBOUND');
  const [topic, setTopic] = useState<Interaction['topic']>();
  const [key, setKey] = useState(newKey);

  const log = useMutation({
    mutationFn: () => {
      const body = { customerId: customer, channel, direction, topic, content: text.trim() };
      return dataOf(api.POST('/api/interactions', { params: { header: { 'Idempotency-Key': key } }, body }));
    },
    onSuccess: () => {
      setText('');
      void queries.invalidateQueries({ queryKey: ['timeline', customer, 'interactions'] });
      toast(t('interactions.logged', { channel: t(`interactions.channel.${channel}`) }));
    },
    onSettled: (_, error) => {
      if (!error || !asFailure(error).isTemporary) setKey(newKey());
    },
  });

  function write(about: (typeof CHANNELS)[number]) {
    setChannel(about);
    area.current?.focus();
  }
  useKeys([
    { keys: 'N', label: 'frame.keys.note', run: () => area.current?.focus() },
    { keys: 'P', label: 'frame.keys.call', run: () => write('PHONE') },
    { keys: 'M', label: 'frame.keys.mail', run: () => write('EMAIL') },
  ]);

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape') area.current?.blur();
    if (event.key === 'Enter' && (event.metaKey || event.ctrlKey) && text.trim()) log.mutate();
  }

  return (
    <div className={classes.composer}>
      <div className={classes.channels} role="group" aria-label={t('interactions.field.channel')}>
        {CHANNELS.map((each) => {
          const Icon = CHANNEL_ICONS[each];
          return (
            <button type="button" key={each} aria-pressed={each === channel} onClick={() => write(each)}>
              <Icon className="s" aria-hidden />
              {t(`interactions.channel.${each}`)}
            </button>
          );
        })}
      </div>
      <textarea
        ref={area}
        value={text}
        placeholder={t('interactions.placeholder')}
        aria-label={t('interactions.field.content')}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
      />
      {text.trim() && (
        <div className={classes.send}>
          <select
            className="sm"
            value={direction}
            aria-label={t('interactions.field.direction')}
            onChange={(event) => setDirection(event.target.value as typeof direction)}
          >
            <option value="OUTBOUND">{t('interactions.direction.OUTBOUND')}</option>
            <option value="INBOUND">{t('interactions.direction.INBOUND')}</option>
          </select>
          <select
            className="sm"
            value={topic ?? ''}
            aria-label={t('interactions.field.topic')}
            onChange={(event) => setTopic((event.target.value || undefined) as Interaction['topic'])}
          >
            <option value="">{t('interactions.field.topic')}</option>
            {TOPICS.map((each) => (
              <option key={each} value={each}>
                {t(`interactions.topic.${each}`)}
              </option>
            ))}
          </select>
          {log.error && (
            <span role="alert" className="sm red ink-h">
              {problemText(asFailure(log.error), t)}
            </span>
          )}
          <span className="end">
            <Button kind="ink" small keys="mod+Enter" disabled={log.isPending} onClick={() => log.mutate()}>
              {t('interactions.log')}
            </Button>
          </span>
        </div>
      )}
    </div>
  );
}
