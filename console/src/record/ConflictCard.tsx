import { useHotkeys } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../format';
import { Avatar } from '../parts/Avatar';
import { Button } from '../parts/Button';
import type { Conflict } from './FieldRow';
import classes from './record.module.css';

interface Props {
  conflict: Conflict;
  mine: string;
  take: () => void;
  keep: () => void;
}

/** Two people changed one field. T takes theirs, Enter keeps mine. */
export function ConflictCard({ conflict, mine, take, keep }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  useHotkeys([['T', take]]);
  return (
    <div className={classes.conflict} role="alert">
      <p className="sm">
        <b className="b">
          {t('record.conflict', { who: conflict.who, when: conflict.when ? formats.ago(conflict.when) : '' })}
        </b>{' '}
        <span className="t2">{t('record.conflictQuestion')}</span>
      </p>
      <div className="row g2">
        <Avatar id={conflict.who} name={conflict.who} />
        <span className="grow clip">{conflict.theirs || t('record.empty')}</span>
        <Button small keys="T" onClick={take}>
          {t('record.takeTheirs')}
        </Button>
      </div>
      <div className="row g2">
        <span className="av jade" aria-hidden>
          ✎
        </span>
        <span className="grow clip">{mine || t('record.empty')}</span>
        <Button small kind="ink" keys="Enter" autoFocus onClick={keep}>
          {t('record.keepMine')}
        </Button>
      </div>
    </div>
  );
}
