import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../format';
import { recordOf } from '../operations/deadLetters';
import type { Search } from '../router';
import classes from './audit.module.css';
import type { Found } from './trail';

/** The first record of an entry, and how many more there are. */
export function Whom({ row, nameOf }: { row: Found; nameOf: (id: string) => string }) {
  const [first, ...others] = row.records;
  if (!first) return <span className="t3">–</span>;
  return (
    <span className="clip">
      <RecordLink id={first} nameOf={nameOf} /> {others.length > 0 && <span className="t3 num">+{others.length}</span>}
    </span>
  );
}

function RecordLink({ id, nameOf }: { id: string; nameOf?: (id: string) => string }) {
  const { to } = recordOf(id);
  if (to) {
    return (
      <Link to={to} params={{ id }} className="link mono">
        {id}
      </Link>
    );
  }
  if (id.startsWith('usr_') && nameOf) {
    return (
      <Link to="/users" search={{ user: id }} className="link">
        {nameOf(id)}
      </Link>
    );
  }
  return <span className="mono">{id}</span>;
}

/** What became of it: a refusal names the permission that was missing. */
export function Outcome({ status, permission }: { status: number; permission?: string }) {
  const { t } = useTranslation();
  if (status === 403)
    return <span className="chip red">{permission ? t('frame.needs', { permission }) : t('audit.refused')}</span>;
  if (status >= 400) return <span className="chip amber">{status === 404 ? t('audit.notThere') : status}</span>;
  return <span className="t2">{t('audit.done')}</span>;
}

/** All that was recorded, and two searches that lead on from here. */
export function Details({ row, only }: { row: Found; only: (search: Search) => void }) {
  const { t } = useTranslation();
  const formats = useFormats();
  return (
    <div className={classes.details}>
      <dl>
        <dt>{t('audit.request')}</dt>
        <dd className="mono">{row.what}</dd>
        <dt>{t('audit.allowedBy')}</dt>
        <dd className="mono">{row.permission ?? '–'}</dd>
        <dt>{t('audit.status')}</dt>
        <dd className="num">{row.outcome}</dd>
        <dt>{t('audit.trace')}</dt>
        <dd className="mono">{row.trace ?? '–'}</dd>
      </dl>
      <dl>
        <dt>{t('audit.actor')}</dt>
        <dd className="mono">{row.actor}</dd>
        <dt>{t('audit.entry')}</dt>
        <dd className="num">
          {t(`audit.trail.${row.trail}`)} {formats.number(row.sequence)}
        </dd>
        <dt>{t('audit.hash')}</dt>
        <dd className="mono">{row.hash}</dd>
      </dl>
      {row.records.length > 0 && (
        <p className={classes.records}>
          {row.records.map((record) => (
            <RecordLink key={record} id={record} />
          ))}
          {row.count > row.records.length && (
            <span className="t3">{t('audit.more', { count: row.count - row.records.length })}</span>
          )}
        </p>
      )}
      <p className="row g2">
        <button type="button" className="btn s" onClick={() => only({ actor: row.actor })}>
          {t('audit.onlyActor')}
        </button>
        {row.records[0] && (
          <button type="button" className="btn s" onClick={() => only({ record: row.records[0] })}>
            {t('audit.onlyRecord')}
          </button>
        )}
      </p>
    </div>
  );
}
