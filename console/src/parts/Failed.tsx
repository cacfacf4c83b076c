import { IconCalendarTime, IconLock, IconPlugConnectedX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { asFailure } from '../api/problem';
import { Button } from './Button';
import { Empty } from './Empty';
import { problemText } from './problemText';

interface Props {
  error: unknown;
  /** What cannot be shown; the page itself if left out. */
  what?: string;
  again: () => void;
  /** A day of the past was asked for, at which the record may not have existed yet. */
  past?: boolean;
}

/** A failed service takes only its panel, and says what still works. */
export function Failed({ error, what, again, past }: Props) {
  const { t } = useTranslation();
  const failure = asFailure(error);
  if (past && failure.status === 404) {
    return <Empty icon={IconCalendarTime} title={t('record.notYet')} />;
  }
  if (failure.status === 404 || failure.status === 410) {
    return <Empty icon={IconLock} title={t('record.missing')} why={t('record.missingWhy')} />;
  }
  const title = what ? t('record.cannotLoad', { what }) : problemText(failure, t);
  const why = !what ? undefined : failure.isTemporary ? t('record.cannotLoadWhy') : problemText(failure, t);
  return (
    <Empty icon={IconPlugConnectedX} title={title} why={why} alert>
      <Button onClick={again}>{t('record.askNow')}</Button>
      {failure.trace && <span className="mono t3">{t('record.trace', { trace: failure.trace.slice(0, 8) })}</span>}
    </Empty>
  );
}
