import { IconMoodSmile, IconPlugConnectedX } from '@tabler/icons-react';
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../format';
import { Button } from '../parts/Button';
import { Empty } from '../parts/Empty';
import { Skeleton } from '../parts/Skeleton';
import { type Blocked, blockedOf, deadLettersQuery, recordOf, SERVICES } from './deadLetters';
import { DeadLetterDialog } from './DeadLetterDialog';
import { DiscardDialog } from './DiscardDialog';
import { serviceName } from './flow';
import classes from './operations.module.css';
import { useReplay } from './useReplay';

/** The dead letters of all services: one entry per blocked record, the longest wait first. */
export function DeadLetters({ mayDecide }: { mayDecide: boolean }) {
  const { t } = useTranslation();
  const answers = useQueries({ queries: SERVICES.map(deadLettersQuery) });
  const [shown, show] = useState<Blocked>();
  const [discarding, setDiscarding] = useState<Blocked>();
  const blocked = answers
    .flatMap(({ data }, i) => blockedOf(SERVICES[i] ?? 'customers', data?.items ?? []))
    .sort((one, other) => one.first.at.localeCompare(other.first.at));
  const away = SERVICES.filter((_, i) => answers[i]?.isError && !answers[i]?.data);
  const pending = answers.every(({ isPending }) => isPending);

  return (
    <>
      <h2 className="h3">
        {t('operations.deadLetters')}
        {blocked.length > 0 && <span className="end num">{blocked.length}</span>}
      </h2>
      {pending && away.length === 0 && <Skeleton rows={2} height={56} />}
      {away.map((service) => (
        <p key={service} role="alert" className={`note amber ${classes.lost}`}>
          <IconPlugConnectedX aria-hidden />
          <span>
            {t('record.cannotLoad', { what: serviceName(service, t) })}. {t('record.cannotLoadWhy')}
          </span>
        </p>
      ))}
      {!pending && blocked.length === 0 && away.length === 0 && (
        <Empty icon={IconMoodSmile} title={t('operations.noneDead')} why={t('operations.noneDeadWhy')} />
      )}
      <ul className={blocked.length > 0 ? classes.waiting : undefined}>
        {blocked.map((each) => (
          <Letter
            key={each.first.id}
            blocked={each}
            mayDecide={mayDecide}
            show={() => show(each)}
            discard={() => setDiscarding(each)}
          />
        ))}
      </ul>
      {shown && <DeadLetterDialog blocked={shown} close={() => show(undefined)} />}
      {discarding && <DiscardDialog blocked={discarding} close={() => setDiscarding(undefined)} />}
    </>
  );
}

interface LetterProps {
  blocked: Blocked;
  mayDecide: boolean;
  show: () => void;
  discard: () => void;
}

function Letter({ blocked, mayDecide, show, discard }: LetterProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const replay = useReplay(blocked);
  const { service, first, behind } = blocked;
  const closed = mayDecide ? undefined : t('frame.needs', { permission: 'operations:write' });
  const awaits = first.state === 'AWAITING_GAP';
  return (
    <li>
      <div className="col">
        <button type="button" className={classes.letter} onClick={show}>
          <b className="m">{first.type ?? t('operations.unreadable')}</b>{' '}
          <span className="mono">{recordOf(first.stream).id}</span>
        </button>
        <span className={`sm ${awaits ? 't2' : 'red ink-h'}`}>{first.error || t('operations.queued')}</span>
        <span className="sm t3">
          {serviceName(service, t)} · {first.group} · {formats.ago(first.at)}
          {first.tries > 0 && ` · ${t('operations.tries', { count: first.tries })}`}
        </span>
        {behind.length > 0 && <span className="sm t2">{t('operations.waitBehind', { count: behind.length })}</span>}
      </div>
      <span className={classes.decisions}>
        <Button small closed={closed} disabled={replay.isPending} onClick={() => replay.mutate()}>
          {t('operations.replay')}
        </Button>
        <Button small kind="danger" closed={closed} onClick={discard}>
          {t('operations.discard')}
        </Button>
      </span>
    </li>
  );
}
