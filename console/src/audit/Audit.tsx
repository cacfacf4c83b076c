import { IconDownload, IconLock, IconPlugConnectedX } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AdminTabs } from '../administration/AdminTabs';
import { usersQuery, useUserNames } from '../administration/users';
import { useMe } from '../api/me';
import { Bar } from '../parts/Bar';
import { Button } from '../parts/Button';
import { Empty } from '../parts/Empty';
import { Failed } from '../parts/Failed';
import { Skeleton } from '../parts/Skeleton';
import { toast, toastFailure } from '../parts/toast';
import type { Search } from '../router';
import classes from './audit.module.css';
import { AuditFilters } from './AuditFilters';
import { AuditRows } from './AuditRows';
import { ChainCheck } from './ChainCheck';
import { csvOf, readAll, save } from './exportTrail';
import { trailQueryOf, useTrail } from './trail';

/** Who was shown what: all trails as one, searched, checked and taken out as a file. */
export function Audit() {
  const { t } = useTranslation();
  const me = useMe();
  const navigate = useNavigate();
  const search: Search = useSearch({ strict: false });
  const show = (next: Search) => void navigate({ to: '/audit', search: next, replace: true });
  const allowed = me.may('audit:read');
  const users = useQuery({ ...usersQuery, enabled: me.may('users:read'), staleTime: 5 * 60_000 });
  const nameOf = useUserNames();
  const { trails, query } = trailQueryOf(search, actorOf);
  const trail = useTrail(trails, query, allowed);
  const [read, setRead] = useState(0);
  const file = useMutation({
    mutationFn: () => readAll(trails, query, setRead),
    retry: false,
    onSuccess: ({ rows, complete }) => {
      save('audit-trail.csv', csvOf(rows));
      toast(t(complete ? 'audit.saved' : 'audit.savedPart', { count: rows.length }));
    },
    onError: toastFailure,
    onSettled: () => setRead(0),
  });

  if (!allowed) {
    return (
      <>
        <Bar title={t('administration.title')} />
        <AdminTabs />
        <Empty icon={IconLock} title={t('frame.needs', { permission: 'audit:read' })} />
      </>
    );
  }
  return (
    <>
      <Bar
        title={t('administration.title')}
        actions={
          <Button
            icon={IconDownload}
            disabled={file.isPending || trail.rows.length === 0}
            onClick={() => file.mutate()}
          >
            {file.isPending ? t('audit.exporting', { count: read }) : t('list.export')}
          </Button>
        }
      />
      <AdminTabs />
      <ChainCheck />
      <AuditFilters search={search} show={show} />
      <div className={`body ${classes.body}`}>
        {trail.away.map((each) => (
          <p key={each} role="alert" className="note amber">
            <IconPlugConnectedX aria-hidden />
            <span className="grow">
              {t('record.cannotLoad', { what: t(`audit.trail.${each}`) })}. {t('audit.restIsHere')}
            </span>
            <Button small onClick={() => void trail.refetch()}>
              {t('record.askNow')}
            </Button>
          </p>
        ))}
        {trail.isPending && <Skeleton rows={12} />}
        {trail.error && <Failed error={trail.error} what={t('frame.audit')} again={() => void trail.refetch()} />}
        {trail.data && trail.rows.length === 0 && (
          <Empty icon={IconLock} title={t('audit.nothing')} why={t('audit.nothingWhy')} />
        )}
        {trail.rows.length > 0 && <AuditRows rows={trail.rows} nameOf={nameOf} search={search} show={show} />}
        {trail.hasNextPage && (
          <p className={classes.more}>
            <Button disabled={trail.isFetchingNextPage} onClick={() => void trail.fetchNextPage()}>
              {t('record.older')}
            </Button>
          </p>
        )}
      </div>
      <footer className={classes.foot}>
        <span className="num">{t('list.rows', { count: trail.rows.length })}</span>
        <span className="end">{t('audit.lookIsEntered')}</span>
      </footer>
    </>
  );

  /** Users are typed by their name, their username, their id, or as the trails call them. */
  function actorOf(typed: string) {
    if (typed === 'me') return `USER:${me.id}`;
    if (typed.includes(':')) return typed;
    const name = typed.toLocaleLowerCase();
    const user = users.data?.find((each) => [each.username, each.name.toLocaleLowerCase()].includes(name));
    return `USER:${user?.id ?? typed}`;
  }
}
