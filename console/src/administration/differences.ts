import type { components } from '../api/generated/gateway';
import type { Texts } from '../i18n';
import { roleName, type Team } from './users';

type Entry = components['schemas']['UserHistoryEntry'];

const missing = (from: readonly string[], to: readonly string[]) => to.filter((each) => !from.includes(each));

/** What an entry changed against the one before it, in words; the first one made the user. */
export function differences(entry: Entry, before: Entry | undefined, teams: Team[], t: Texts): string[] {
  const roles = (names: readonly string[]) => names.map((name) => roleName(name, t)).join(', ');
  const teamName = (id: string) => teams.find((team) => team.id === id)?.name ?? id;
  if (!before) {
    return [entry.version === 1 ? t('administration.history.made', { roles: roles(entry.roles) }) : roles(entry.roles)];
  }
  const gained = missing(before.roles, entry.roles);
  const lost = missing(entry.roles, before.roles);
  return [
    ...(gained.length > 0 ? [t('administration.history.gained', { roles: roles(gained) })] : []),
    ...(lost.length > 0 ? [t('administration.history.lost', { roles: roles(lost) })] : []),
    ...missing(before.teams, entry.teams).map((id) => t('administration.history.joined', { team: teamName(id) })),
    ...missing(entry.teams, before.teams).map((id) => t('administration.history.left', { team: teamName(id) })),
    ...(entry.active === before.active
      ? []
      : [t(entry.active ? 'administration.history.on' : 'administration.history.off')]),
  ];
}
