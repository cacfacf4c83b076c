import type { User } from '../api/types';
import type { Search } from '../router';

export const GROUPS = ['everyone', 'active', 'off', 'waiting'] as const;
export type UserGroup = (typeof GROUPS)[number];

const IN: Record<UserGroup, (user: User) => boolean> = {
  everyone: () => true,
  active: (user) => user.active,
  off: (user) => !user.active,
  /** They have not chosen a password yet. */
  waiting: (user) => user.active && user.password !== 'CHOSEN' && !user.roles.includes('INTEGRATION'),
};

export const inGroup = (users: User[], group: UserGroup) => users.filter(IN[group]);

export const groupOf = (search: Search): UserGroup => GROUPS.find((group) => group === search.show) ?? 'everyone';

/** The users that an address names: a group, a team, a role, and a part of a name, by name. */
export function matching(users: User[], search: Search) {
  const part = (search.who ?? '').trim().toLocaleLowerCase();
  return inGroup(users, groupOf(search))
    .filter((user) => !search.team || user.teams.includes(search.team))
    .filter((user) => !search.role || user.roles.includes(search.role))
    .filter((user) =>
      [user.name, user.username, user.email ?? ''].some((text) => text.toLocaleLowerCase().includes(part)),
    )
    .sort((one, other) => one.name.localeCompare(other.name));
}
