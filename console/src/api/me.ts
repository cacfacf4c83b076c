import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { api, dataOf } from './client';
import { type FieldGroup, isRole, may, type Permission, sees } from './permissions';

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: () => dataOf(api.GET('/api/users/{id}', { params: { path: { id: 'me' } } })),
  staleTime: Infinity,
});

/** The signed-in user and what they may do. */
export function useMe() {
  const { data: user } = useSuspenseQuery(meQuery);
  const roles = (user.roles ?? []).filter(isRole);
  return {
    id: user.id ?? '',
    name: user.name ?? user.username ?? '',
    roles,
    may: (permission: Permission) => may(roles, permission),
    sees: (group: FieldGroup) => sees(roles, group),
  };
}
