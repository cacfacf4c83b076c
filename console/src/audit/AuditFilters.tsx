import { Menu } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../keys/keys';
import type { Filter } from '../list/definition';
import { FilterPhrase } from '../list/FilterPhrase';
import list from '../list/list.module.css';
import { Button } from '../parts/Button';
import type { Search } from '../router';
import { ACTIONS, type Action, type Trail, TRAILS } from './trail';

interface Named {
  actor: string;
  record: string;
  action: string;
  trail: string;
  atFrom: string;
  atUntil: string;
}

const FILTERS: Filter<Named>[] = [
  { id: 'actor', label: 'audit.who', kind: 'user' },
  { id: 'record', label: 'audit.whom', kind: 'text' },
  {
    id: 'action',
    label: 'audit.what',
    kind: 'choice',
    options: ACTIONS,
    option: (value) => `audit.did.${value as Action}`,
  },
  {
    id: 'trail',
    label: 'audit.where',
    kind: 'choice',
    options: TRAILS,
    option: (value) => `audit.trail.${value as Trail}`,
  },
  { id: 'atFrom', label: 'audit.when', kind: 'from' },
  { id: 'atUntil', label: 'audit.when', kind: 'until' },
];

/** All but plain reading: what an auditor mostly wants to see. */
const NOT_READING = ACTIONS.filter((action) => action !== 'READ').join(',');

/** What is searched for, as phrases. */
export function AuditFilters({ search, show }: { search: Search; show: (search: Search) => void }) {
  const { t } = useTranslation();
  const [choosing, setChoosing] = useState(false);
  const [added, setAdded] = useState<string>();
  useKeys([{ keys: 'F', label: 'frame.keys.filter', run: () => setChoosing(true) }]);
  const shown = FILTERS.filter(({ id }) => search[id] || id === added);
  return (
    <div className={`tools ${list.tools}`} role="toolbar" aria-label={t('list.filter')}>
      {shown.map((filter) => (
        <FilterPhrase
          key={filter.id}
          filter={filter}
          value={search[filter.id] ?? ''}
          isNew={filter.id === added}
          change={(value) => {
            if (!value) setAdded(undefined);
            show({ ...search, [filter.id]: value, open: undefined });
          }}
        />
      ))}
      <Menu opened={choosing} onChange={setChoosing} position="bottom-start">
        <Menu.Target>
          <Button kind="quiet" small icon={IconFilter} keys="F">
            {t('list.filter')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {FILTERS.filter((filter) => !shown.includes(filter)).map((filter) => (
            <Menu.Item key={filter.id} onClick={() => setAdded(filter.id)}>
              {t(filter.label)}
              {(filter.kind === 'from' || filter.kind === 'until') && ` ${t(`list.${filter.kind}`)}`}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {!search.action && (
        <Button kind="quiet" small onClick={() => show({ ...search, action: NOT_READING })}>
          {t('audit.notReading')}
        </Button>
      )}
      {shown.length > 1 && (
        <Button kind="quiet" small onClick={() => show({})}>
          {t('list.clear')}
        </Button>
      )}
    </div>
  );
}
