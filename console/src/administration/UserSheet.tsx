import { IconPower } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, versionOf, type Versioned } from '../api/client';
import { useMe } from '../api/me';
import type { User } from '../api/types';
import { useFormats } from '../format';
import { Avatar } from '../parts/Avatar';
import { Button } from '../parts/Button';
import { Failed } from '../parts/Failed';
import { Section } from '../parts/Section';
import { Sheet } from '../parts/Sheet';
import { Skeleton } from '../parts/Skeleton';
import { toastFailure } from '../parts/toast';
import { FieldRow } from '../record/FieldRow';
import { Choices } from './Choices';
import { PasswordSection } from './PasswordSection';
import { Rights } from './Rights';
import { SignIns } from './SignIns';
import { Tokens } from './Tokens';
import { UserHistory } from './UserHistory';
import { type GivenPassword, ROLES_TO_GIVE, roleName, rolesOf, type Team, userQuery, useUserChange } from './users';

interface Props {
  id: string;
  teams: Team[];
  given?: GivenPassword;
  setGiven: (password: GivenPassword) => void;
  close: () => void;
}

/** One user: what they may do, how they sign in, their tokens, and what was changed by whom. */
export function UserSheet({ id, teams, given, setGiven, close }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const me = useMe();
  const { data, error, isPending, refetch } = useQuery(userQuery(id));
  const change = useUserChange(id);
  const mayWrite = me.may('users:write');
  if (!data) {
    return (
      <Sheet title={t('administration.user')} close={close}>
        {isPending ? <Skeleton rows={6} /> : <Failed error={error} again={() => void refetch()} />}
      </Sheet>
    );
  }
  const user = data.value;
  return (
    <Sheet
      title={user.name}
      icon={<Avatar id={id} name={user.name} size="m" />}
      detail={`${user.username} · ${t('administration.since', { day: formats.day(user.createdAt) })}`}
      actions={<Switch current={data} mayWrite={mayWrite} change={change} />}
      close={close}
    >
      {!user.active && <p className="note grey">{t('administration.offWhy')}</p>}
      <PasswordSection user={user} given={given} setGiven={setGiven} mayWrite={mayWrite} />
      <Section title={t('administration.about')}>
        <FieldRow label={t('administration.field.name')} edit={mayWrite ? editing(data, 'name') : undefined}>
          {user.name}
        </FieldRow>
        <FieldRow label={t('administration.field.email')} edit={mayWrite ? editing(data, 'email') : undefined}>
          {user.email}
        </FieldRow>
        <FieldRow label={t('administration.field.roles')}>
          <Choices
            label={t('administration.field.roles')}
            chosen={user.roles}
            options={ROLES_TO_GIVE.map((value) => ({ value, label: roleName(value, t) }))}
            save={
              mayWrite
                ? (roles) => change(data, { roles }, t('record.saved', { field: t('administration.field.roles') }))
                : undefined
            }
          />
        </FieldRow>
        <FieldRow label={t('administration.teams')}>
          <Choices
            label={t('administration.teams')}
            chosen={user.teams}
            options={teams.map((team) => ({ value: team.id, label: team.name }))}
            save={
              mayWrite
                ? (chosen) => change(data, { teams: chosen }, t('record.saved', { field: t('administration.teams') }))
                : undefined
            }
          />
        </FieldRow>
      </Section>
      <Rights roles={rolesOf(user)} />
      {me.may('audit:read') && <SignIns id={id} />}
      <Tokens user={id} roles={user.roles} mayWrite={mayWrite && user.active} />
      <UserHistory id={id} teams={teams} />
    </Sheet>
  );

  function editing(current: Versioned<User>, field: 'name' | 'email') {
    return {
      value: current.value[field] ?? '',
      type: field === 'email' ? ('email' as const) : ('text' as const),
      save: (value: string) =>
        change(current, { [field]: value }, t('record.saved', { field: t(`administration.field.${field}`) })),
      reread: async () => {
        const { value } = await versionOf<User>(api.GET('/api/users/{id}', { params: { path: { id } } }));
        void refetch();
        return { theirs: value[field] ?? '', who: t('record.somebody') };
      },
    };
  }
}

interface SwitchProps {
  current: Versioned<User>;
  mayWrite: boolean;
  change: ReturnType<typeof useUserChange>;
}

function Switch({ current, mayWrite, change }: SwitchProps) {
  const { t } = useTranslation();
  const me = useMe();
  const { active, id } = current.value;
  const closed = !mayWrite
    ? t('frame.needs', { permission: 'users:write' })
    : id === me.id
      ? t('administration.yourself')
      : undefined;
  return (
    <Button
      small
      kind={active ? 'danger' : 'plain'}
      icon={IconPower}
      closed={closed}
      onClick={() =>
        void change(
          current,
          { active: !active },
          t(active ? 'administration.switchedOff' : 'administration.switchedOn', { name: current.value.name }),
        ).catch(toastFailure)
      }
    >
      {t(active ? 'administration.switchOff' : 'administration.switchOn')}
    </Button>
  );
}
