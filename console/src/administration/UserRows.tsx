import { IconSearch, IconUsers } from '@tabler/icons-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { User } from '../api/types';
import { useKeys } from '../keys/keys';
import { Avatar } from '../parts/Avatar';
import { Empty } from '../parts/Empty';
import { Day } from '../parts/Time';
import type { Search } from '../router';
import classes from './administration.module.css';
import { roleName, type Team } from './users';

interface Props {
  rows: User[];
  teams: Team[];
  search: Search;
  show: (search: Search) => void;
  open: (user: string) => void;
}

/** The users as a table; one opens beside it. */
export function UserRows({ rows, teams, search, show, open }: Props) {
  const { t } = useTranslation();
  const [at, setAt] = useState(0);
  // The address follows what is typed, and must not hold up the next letter.
  const [typed, setTyped] = useState(search.who ?? '');
  const field = useRef<HTMLInputElement>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const move = (step: number) => setAt(Math.min(Math.max(at + step, 0), rows.length - 1));
  useEffect(() => void body.current?.children[at]?.scrollIntoView?.({ block: 'nearest' }), [at]);
  useKeys([
    { keys: '/', label: 'frame.keys.search', run: () => field.current?.focus() },
    { keys: 'J', label: 'frame.keys.down', run: () => move(1) },
    { keys: 'K', label: 'frame.keys.up', run: () => move(-1) },
    { keys: 'Enter', label: 'frame.keys.open', run: () => rows[at] && open(rows[at].id) },
  ]);
  const teamName = (id: string) => teams.find((team) => team.id === id)?.name ?? id;
  return (
    <>
      <label className={`input ${classes.search}`}>
        <IconSearch className="s t3" aria-hidden />
        <input
          ref={field}
          type="search"
          value={typed}
          placeholder={t('administration.find')}
          aria-label={t('administration.find')}
          onChange={(event) => {
            setTyped(event.target.value);
            show({ who: event.target.value || undefined });
          }}
        />
        {search.role && (
          <button type="button" className="chip jade" onClick={() => show({ role: undefined })}>
            {roleName(search.role, t)} ×
          </button>
        )}
      </label>
      {rows.length === 0 ? (
        <Empty icon={IconUsers} title={t('administration.nobody')} why={t('administration.nobodyWhy')} />
      ) : (
        <div className={classes.scroll}>
          <table className={classes.table}>
            <thead>
              <tr>
                <th>{t('administration.field.name')}</th>
                <th>{t('administration.field.roles')}</th>
                <th className="wide">{t('administration.teams')}</th>
                <th className="wide">{t('administration.field.password')}</th>
                <th className="wide">{t('administration.field.since')}</th>
              </tr>
            </thead>
            <tbody ref={body}>
              {rows.map((user, i) => (
                <tr
                  key={user.id}
                  className={[
                    user.id === search.user && classes.open,
                    i === at && classes.current,
                    !user.active && 't3',
                  ]
                    .filter(Boolean)
                    .join(' ')}
                >
                  <td>
                    <button type="button" className={classes.name} onClick={() => (setAt(i), open(user.id))}>
                      <Avatar id={user.id} name={user.name} />
                      <span className="clip m">{user.name}</span>
                      <span className="clip t3 sm">{user.username}</span>
                      {!user.active && <span className="chip">{t('administration.off')}</span>}
                    </button>
                  </td>
                  <td>{user.roles.map((role) => roleName(role, t)).join(', ') || '–'}</td>
                  <td className="wide t2">{user.teams.map(teamName).join(', ') || '–'}</td>
                  <td className={`wide sm ${user.password === 'TEMPORARY' ? 'amber ink-h' : 't3'}`}>
                    {t(`administration.password.${user.password}`)}
                  </td>
                  <td className="wide t2">
                    <Day of={user.createdAt} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
