import { IconPencil, IconPlus } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { User } from '../api/types';
import { CommandDialog } from '../parts/CommandDialog';
import { toast } from '../parts/toast';
import type { Search } from '../router';
import classes from './administration.module.css';
import { groupOf, GROUPS, inGroup } from './search';
import { addTeam, renameTeam, type Team } from './users';

interface Props {
  users: User[];
  teams: Team[];
  search: Search;
  show: (search: Search) => void;
  mayWrite: boolean;
}

/** Everyone, those who cannot sign in, and the teams, each with how many there are. */
export function GroupColumn({ users, teams, search, show, mayWrite }: Props) {
  const { t } = useTranslation();
  const [naming, setNaming] = useState<Team | 'new'>();
  const shown = groupOf(search);
  const team = teams.find((each) => each.id === search.team);
  const entry = (on: boolean) => ({
    type: 'button' as const,
    className: on ? classes.on : undefined,
    'aria-pressed': on,
  });
  return (
    <section className={classes.groups} aria-label={t('administration.groups')}>
      {GROUPS.map((group) => (
        <button
          key={group}
          {...entry(group === shown && !team)}
          onClick={() => show({ show: group === 'everyone' ? undefined : group, team: undefined })}
        >
          <span className="grow clip">{t(`administration.group.${group}`)}</span>
          <span className="num t3">{inGroup(users, group).length}</span>
        </button>
      ))}
      <h2 className="sm t3">{t('administration.teams')}</h2>
      {teams.map((each) => (
        <span key={each.id} className={classes.team}>
          <button {...entry(each.id === search.team)} onClick={() => show({ team: each.id, show: undefined })}>
            <span className="grow clip">{each.name}</span>
            <span className="num t3">{users.filter((user) => user.teams.includes(each.id)).length}</span>
          </button>
          {mayWrite && each.id === search.team && (
            <button
              type="button"
              className={classes.rename}
              aria-label={t('administration.renameTeam')}
              onClick={() => setNaming(each)}
            >
              <IconPencil className="s" />
            </button>
          )}
        </span>
      ))}
      {mayWrite && (
        <button type="button" onClick={() => setNaming('new')}>
          <IconPlus className="s" aria-hidden /> {t('administration.newTeam')}
        </button>
      )}
      {naming && <TeamDialog team={naming === 'new' ? undefined : naming} close={() => setNaming(undefined)} />}
    </section>
  );
}

function TeamDialog({ team, close }: { team?: Team; close: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();

  async function rename(id: string, name: string) {
    await renameTeam(id, name);
    void queries.invalidateQueries({ queryKey: ['teams'] });
  }

  async function send(name: string, key: string) {
    if (!team) {
      await addTeam(name, key);
      void queries.invalidateQueries({ queryKey: ['teams'] });
      return toast(t('administration.teamAdded', { name }));
    }
    await rename(team.id, name);
    toast(t('administration.teamRenamed', { name }), () => void rename(team.id, team.name));
  }

  return (
    <CommandDialog
      title={t(team ? 'administration.renameTeam' : 'administration.newTeam')}
      action={t('record.save')}
      fields={[{ name: 'name', label: 'administration.field.name', required: true, initial: team?.name }]}
      send={({ name = '' }, key) => send(name, key)}
      close={close}
    />
  );
}
