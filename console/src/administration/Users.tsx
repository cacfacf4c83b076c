import { IconLock, IconUserPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../api/me';
import { useKeys } from '../keys/keys';
import { Bar } from '../parts/Bar';
import { Button } from '../parts/Button';
import { Empty } from '../parts/Empty';
import { Failed } from '../parts/Failed';
import { Skeleton } from '../parts/Skeleton';
import type { Search } from '../router';
import classes from './administration.module.css';
import { AdminTabs } from './AdminTabs';
import { GroupColumn } from './GroupColumn';
import { NewUser } from './NewUser';
import { matching } from './search';
import { UserRows } from './UserRows';
import { type GivenPassword, teamsQuery, usersQuery } from './users';
import { UserSheet } from './UserSheet';

/** Users and teams: who is there, in which teams, and one of them in a sheet beside. The address says which. */
export function Users() {
  const { t } = useTranslation();
  const me = useMe();
  const navigate = useNavigate();
  const search: Search = useSearch({ strict: false });
  const show = (next: Search) =>
    void navigate({ to: '/users', search: (before: Search) => ({ ...before, ...next }), replace: true });
  const allowed = me.may('users:read');
  const mayWrite = me.may('users:write');
  const users = useQuery({ ...usersQuery, enabled: allowed });
  const teams = useQuery(teamsQuery);
  const [given, setGiven] = useState<GivenPassword>();
  const create = () => mayWrite && show({ create: 'yes' });
  useKeys([{ keys: 'C', label: 'frame.keys.create', run: create }]);

  if (!allowed) {
    return (
      <>
        <Bar title={t('administration.title')} />
        <AdminTabs />
        <Empty icon={IconLock} title={t('frame.needs', { permission: 'users:read' })} />
      </>
    );
  }
  const open = (user: string | undefined) => {
    setGiven(undefined);
    show({ user });
  };
  const rows = users.data && matching(users.data, search);
  return (
    <>
      <Bar
        title={t('administration.title')}
        actions={
          <Button
            kind="ink"
            icon={IconUserPlus}
            keys="C"
            closed={mayWrite ? undefined : t('frame.needs', { permission: 'users:write' })}
            onClick={create}
          >
            {t('administration.newUser')}
          </Button>
        }
      >
        {users.data && (
          <span className="t3 num wide">
            {t('administration.counts', { users: users.data.length, teams: teams.data?.length ?? 0 })}
          </span>
        )}
      </Bar>
      <AdminTabs />
      <div className={`body ${classes.users} ${search.user ? classes.withSheet : ''}`}>
        <GroupColumn
          users={users.data ?? []}
          teams={teams.data ?? []}
          search={search}
          show={show}
          mayWrite={mayWrite}
        />
        <section className={classes.list}>
          {users.isPending && <Skeleton rows={10} />}
          {users.error && !users.data && (
            <Failed error={users.error} what={t('frame.users')} again={() => void users.refetch()} />
          )}
          {rows && <UserRows rows={rows} teams={teams.data ?? []} search={search} show={show} open={open} />}
        </section>
        {search.user && (
          <UserSheet
            key={search.user}
            id={search.user}
            teams={teams.data ?? []}
            given={given}
            setGiven={setGiven}
            close={() => open(undefined)}
          />
        )}
      </div>
      {search.create && mayWrite && (
        <NewUser
          done={(id, password) => {
            setGiven(password);
            show({ create: undefined, user: id });
          }}
          close={() => show({ create: undefined })}
        />
      )}
    </>
  );
}
