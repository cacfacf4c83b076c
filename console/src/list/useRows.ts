import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useMe } from '../api/me';
import type { Search } from '../router';
import type { ListDefinition } from './definition';
import { queryOf } from './query';

const PAGE = 100;

/** The rows of a list, page by page. The first page says how many there are, up to `1000+`. */
export function useRows<Row, Query>(definition: ListDefinition<Row, Query>, search: Search) {
  const me = useMe();
  const query = queryOf(definition, search, me.id);
  const pages = useInfiniteQuery({
    queryKey: ['list', definition.path, query],
    queryFn: ({ pageParam, signal }) => {
      const part = pageParam ? { cursor: pageParam } : { count: true };
      return definition.page({ ...query, ...part, limit: PAGE }, signal);
    },
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
  return {
    ...pages,
    rows: pages.data?.pages.flatMap((page) => page.items) ?? [],
    count: pages.data?.pages[0]?.count,
  };
}
