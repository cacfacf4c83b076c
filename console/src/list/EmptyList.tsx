import { IconFilterSearch } from '@tabler/icons-react';
import { useQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useMe } from '../api/me';
import { Button } from '../parts/Button';
import { Empty } from '../parts/Empty';
import type { Search } from '../router';
import type { ListDefinition } from './definition';
import { activeFilters, queryOf } from './query';

interface Props<Row, Query> {
  definition: ListDefinition<Row, Query>;
  search: Search;
  show: (search: Search) => void;
}

/** Nothing to show: the first use of the list, or filters that exclude each other. Then it names the one to drop. */
export function EmptyList<Row, Query>({ definition, search, show }: Props<Row, Query>) {
  const { t } = useTranslation();
  const me = useMe();
  const active = activeFilters(definition, search);
  const without = (id: string): Search => ({ ...search, [id]: undefined });
  const counts = useQueries({
    queries: active.map(({ filter }) => {
      const query = { ...queryOf(definition, without(filter.id), me.id), count: true, limit: 1 };
      return {
        queryKey: ['count', definition.path, query],
        queryFn: ({ signal }: { signal: AbortSignal }) => definition.page(query, signal),
      };
    }),
  });

  if (active.length === 0) {
    return <Empty icon={definition.icon} title={t('list.nothingYet')} why={t('list.nothingYetWhy')} />;
  }
  const [best] = active
    .map(({ filter }, i) => ({ filter, count: counts[i]?.data?.count ?? '0' }))
    .sort((one, other) => parseInt(other.count) - parseInt(one.count));
  const helps = best && best.count !== '0';
  return (
    <Empty
      icon={IconFilterSearch}
      title={t('list.noMatch')}
      why={helps && t('list.without', { name: t(best.filter.label), count: best.count as unknown as number })}
    >
      {helps && (
        <Button kind="ink" onClick={() => show(without(best.filter.id))}>
          {t('list.drop')}
        </Button>
      )}
      <Button onClick={() => show({ sort: search.sort })}>{t('list.clear')}</Button>
    </Empty>
  );
}
