import { Menu } from '@mantine/core';
import { IconCheck, IconColumns, IconFilter, IconSortDescending } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../keys/keys';
import { Button } from '../parts/Button';
import type { Search } from '../router';
import type { ListDefinition } from './definition';
import { FilterPhrase } from './FilterPhrase';
import classes from './list.module.css';
import { activeFilters, sortOf } from './query';
import type { useColumns } from './useColumns';

interface Props<Row, Query> {
  definition: ListDefinition<Row, Query>;
  search: Search;
  show: (search: Search) => void;
  columns: ReturnType<typeof useColumns<Row, Query>>;
}

export function Toolbar<Row, Query>({ definition, search, show, columns }: Props<Row, Query>) {
  const { t } = useTranslation();
  const [choosing, setChoosing] = useState(false);
  const [added, setAdded] = useState<string>();
  useKeys([{ keys: 'F', label: 'frame.keys.filter', run: () => setChoosing(true) }]);

  const active = activeFilters(definition, search);
  const shown = definition.filters.filter((filter) => filter.id === added || search[filter.id]);
  const others = definition.filters.filter((filter) => !shown.includes(filter));
  const check = (is: boolean) => (is ? <IconCheck className="s" /> : <span style={{ width: 14 }} />);
  const sort = sortOf(definition, search);

  return (
    <div className={`tools ${classes.tools}`} role="toolbar" aria-label={t('list.filter')}>
      {shown.map((filter) => (
        <FilterPhrase
          key={filter.id}
          filter={filter}
          value={search[filter.id] ?? ''}
          isNew={filter.id === added}
          change={(value) => {
            if (!value) setAdded(undefined);
            show({ ...search, [filter.id]: value });
          }}
        />
      ))}
      <Menu opened={choosing} onChange={setChoosing} position="bottom-start">
        <Menu.Target>
          <Button kind="quiet" small icon={IconFilter} keys="F">
            {t('list.filter')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown mah={360} style={{ overflow: 'auto' }}>
          {others.map((filter) => (
            <Menu.Item key={filter.id} onClick={() => setAdded(filter.id)}>
              {t(filter.label)}
              {(filter.kind === 'from' || filter.kind === 'until') && ` ${t(`list.${filter.kind}`)}`}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {active.length > 1 && (
        <Button kind="quiet" small onClick={() => show({ sort: search.sort })}>
          {t('list.clear')}
        </Button>
      )}
      <span className="end row g1">
        <Menu position="bottom-end">
          <Menu.Target>
            <Button kind="quiet" small icon={IconSortDescending} aria-label={t('list.sort')} />
          </Menu.Target>
          <Menu.Dropdown>
            {columns.all
              .filter((column) => column.sort)
              .flatMap((column) => [`-${column.sort}`, column.sort ?? ''].map((each) => ({ column, each })))
              .map(({ column, each }) => (
                <Menu.Item
                  key={each}
                  leftSection={check(each === sort)}
                  onClick={() => show({ ...search, sort: each })}
                >
                  {t(column.label)}, {t(each.startsWith('-') ? 'list.descending' : 'list.ascending')}
                </Menu.Item>
              ))}
          </Menu.Dropdown>
        </Menu>
        <Menu position="bottom-end" closeOnItemClick={false}>
          <Menu.Target>
            <Button kind="quiet" small icon={IconColumns} aria-label={t('list.columns')} />
          </Menu.Target>
          <Menu.Dropdown>
            {columns.all.map((column) => (
              <Menu.Item
                key={column.id}
                leftSection={check(columns.shown.includes(column))}
                onClick={() => columns.toggle(column.id)}
              >
                {t(column.label)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </span>
    </div>
  );
}
