import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, dataOf, pageOf, type Versioned, versionOf } from '../api/client';
import type { components } from '../api/generated/gateway';
import { useMe } from '../api/me';
import { isRole, type Role } from '../api/permissions';
import type { User } from '../api/types';
import type { Texts } from '../i18n';
import { toast, toastFailure } from '../parts/toast';

export type Team = components['schemas']['TeamView'];
export type GivenPassword = components['schemas']['GivenPassword'];
export type UserChange = components['schemas']['ChangedUser'];
type NewUser = components['schemas']['NewUser'];

const PAGE = 200;

/** Follows the pages to the end: of users and teams there are some hundreds, and they are searched here. */
async function all<T>(page: (after: string) => ReturnType<typeof pageOf<T>>) {
  const items: T[] = [];
  let after: string | undefined = '';
  while (after !== undefined) {
    const answer: Awaited<ReturnType<typeof page>> = await page(after);
    items.push(...answer.items);
    after = answer.next;
  }
  return items;
}

export const usersQuery = queryOptions({
  queryKey: ['users', 'all'],
  queryFn: ({ signal }) =>
    all<User>((after) => pageOf(api.GET('/api/users', { params: { query: { after, limit: PAGE } }, signal }))),
});

export const teamsQuery = queryOptions({
  queryKey: ['teams'],
  queryFn: ({ signal }) =>
    all<Team>((after) => pageOf(api.GET('/api/teams', { params: { query: { after, limit: PAGE } }, signal }))),
});

export function userQuery(id: string) {
  return queryOptions({
    queryKey: ['users', 'record', id],
    queryFn: ({ signal }) => versionOf<User>(api.GET('/api/users/{id}', { params: { path: { id } }, signal })),
  });
}

export function userHistoryQuery(id: string) {
  return queryOptions({
    queryKey: ['users', 'history', id],
    queryFn: ({ signal }) =>
      dataOf(api.GET('/api/users/{id}/history', { params: { path: { id }, query: { limit: 50 } }, signal })),
  });
}

export const addUser = (body: NewUser, key: string) =>
  dataOf<User>(api.POST('/api/users', { params: { header: { 'Idempotency-Key': key } }, body }));

/** Another call gives another password; each ends all sessions of the user. */
export const givePassword = (user: string) =>
  dataOf<GivenPassword>(api.PUT('/api/users/{user}/temporary-password', { params: { path: { user } } }));

export const addTeam = (name: string, key: string) =>
  dataOf<Team>(api.POST('/api/teams', { params: { header: { 'Idempotency-Key': key } }, body: { name } }));

export async function renameTeam(id: string, name: string) {
  const { version } = await versionOf(api.GET('/api/teams/{id}', { params: { path: { id } } }));
  const params = { path: { id }, header: { 'If-Match': version } };
  return dataOf<Team>(api.PATCH('/api/teams/{id}', { params, body: { name } }));
}

export function patchUser({ value, version }: Versioned<User>, body: UserChange) {
  const params = { path: { id: value.id }, header: { 'If-Match': version } };
  return versionOf<User>(api.PATCH('/api/users/{id}', { params, body }));
}

/** What would take a change back: the same fields as they were. */
export function inverseOf(user: User, change: UserChange): UserChange {
  const { name, email = '', roles, teams, active } = user;
  const before = Object.entries({ name, email, roles, teams, active });
  return Object.fromEntries(before.filter(([field]) => field in change));
}

/** Changes a user as they are on the screen, and offers to take it back. */
export function useUserChange(id: string) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { queryKey } = userQuery(id);

  async function apply(current: Versioned<User>, change: UserChange) {
    try {
      const changed = await patchUser(current, change);
      queries.setQueryData(queryKey, changed);
      return changed;
    } finally {
      void queries.invalidateQueries({ queryKey: ['users'] });
    }
  }

  return async (current: Versioned<User>, change: UserChange, said: string) => {
    const changed = await apply(current, change);
    toast(
      said,
      () => void apply(changed, inverseOf(current.value, change)).then(() => toast(t('record.undone')), toastFailure),
    );
  };
}

/** Names of users for those who may read them; for others, what records call them by. */
export function useUserNames() {
  const me = useMe();
  const { data } = useQuery({ ...usersQuery, enabled: me.may('users:read'), staleTime: 5 * 60_000 });
  return (id: string) => (id === me.id ? me.name : (data?.find((user) => user.id === id)?.name ?? id));
}

export const ROLES_TO_GIVE = [
  'SALES',
  'AGENT',
  'MANAGER',
  'MARKETER',
  'FINANCE',
  'ANALYST',
  'AUDITOR',
  'ADMIN',
  'INTEGRATION',
] as const;

export function roleName(role: string, t: Texts): string {
  if (role === 'INTEGRATION') return t('administration.integration');
  return isRole(role) ? t(`frame.role.${role}`) : role;
}

export const rolesOf = (user: User): Role[] => user.roles.filter(isRole);
