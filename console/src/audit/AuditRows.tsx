import {
  IconArrowsJoin,
  IconDownload,
  IconEye,
  IconHistory,
  IconKey,
  IconLock,
  IconLogin2,
  IconLogout,
  IconSearch,
  IconTrash,
  IconUserCog,
  type Icon,
} from '@tabler/icons-react';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../format';
import { useKeys } from '../keys/keys';
import { Avatar } from '../parts/Avatar';
import type { Search } from '../router';
import classes from './audit.module.css';
import { Details, Outcome, Whom } from './EntryDetails';
import type { Action, Found } from './trail';

const ICONS: Partial<Record<Action, Icon>> = {
  LOOK_UP: IconSearch,
  EXPORT: IconDownload,
  EXPORTED: IconDownload,
  MERGE: IconArrowsJoin,
  ERASE: IconTrash,
  REFUSED: IconLock,
  PERMISSIONS: IconUserCog,
  TOKEN: IconKey,
  SIGN_IN: IconLogin2,
  SIGN_IN_FAILED: IconLock,
  SIGN_OUT: IconLogout,
  AUDIT_READ: IconHistory,
};

interface Props {
  rows: Found[];
  nameOf: (id: string) => string;
  search: Search;
  show: (search: Search) => void;
}

const keyOf = ({ trail, sequence }: Found) => `${trail} ${sequence}`;

/** The entries as a table, newest first; one of them opened tells all that was recorded. */
export function AuditRows({ rows, nameOf, search, show }: Props) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState<string>();
  const [at, setAt] = useState(0);
  const toggle = (row: Found | undefined) => row && setOpened(opened === keyOf(row) ? undefined : keyOf(row));
  const move = (step: number) => setAt(Math.min(Math.max(at + step, 0), rows.length - 1));
  useKeys([
    { keys: 'J', label: 'frame.keys.down', run: () => move(1) },
    { keys: 'K', label: 'frame.keys.up', run: () => move(-1) },
    { keys: 'Enter', label: 'frame.keys.open', run: () => toggle(rows[at]) },
  ]);
  return (
    <table className={classes.table}>
      <thead>
        <tr>
          <th>{t('audit.when')}</th>
          <th>{t('audit.who')}</th>
          <th>{t('audit.what')}</th>
          <th className="wide">{t('audit.whom')}</th>
          <th className={`wide ${classes.end}`}>{t('audit.records')}</th>
          <th className="wide">{t('audit.outcome')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, i) => (
          <Fragment key={keyOf(row)}>
            <Row
              row={row}
              nameOf={nameOf}
              opened={opened === keyOf(row)}
              className={[opened === keyOf(row) && classes.opened, i === at && classes.current]
                .filter(Boolean)
                .join(' ')}
              toggle={() => (setAt(i), toggle(row))}
            />
            {opened === keyOf(row) && (
              <tr className={classes.opened}>
                <td colSpan={6}>
                  <Details row={row} only={(next) => show({ ...search, ...next })} />
                </td>
              </tr>
            )}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  row: Found;
  nameOf: (id: string) => string;
  opened: boolean;
  className: string;
  toggle: () => void;
}

function Row({ row, nameOf, opened, className, toggle }: RowProps) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [kind = '', id = ''] = row.actor.split(':');
  const Icon = ICONS[row.action] ?? IconEye;
  const name = kind === 'USER' ? nameOf(id) : id;
  return (
    <tr className={className}>
      <td className="num nowrap">
        <time dateTime={row.at}>{formats.dayTime(row.at)}</time>
      </td>
      <td>
        <span className="row g2">
          <Avatar id={id} name={name} organization={kind !== 'USER'} />
          <span className="clip">{name}</span>
        </span>
      </td>
      <td>
        <button type="button" className={classes.did} onClick={toggle} aria-expanded={opened}>
          <Icon className="s t3" aria-hidden />
          <span className="clip">
            {t(`audit.did.${row.action}`)} <span className="t3 wide">{t(`audit.trail.${row.trail}`)}</span>
          </span>
        </button>
      </td>
      <td className="wide">
        <Whom row={row} nameOf={nameOf} />
      </td>
      <td className={`wide num ${classes.end}`}>{row.count > 0 ? formats.number(row.count) : '–'}</td>
      <td className="wide">
        <Outcome status={row.outcome} permission={row.permission} />
      </td>
    </tr>
  );
}
