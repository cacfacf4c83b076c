import type { Search } from '../router';
import type { Filter, ListDefinition, View } from './definition';

/** The filters that an address names, in the order of the definition. */
export function activeFilters<Row, Query>(definition: ListDefinition<Row, Query>, search: Search) {
  return definition.filters.flatMap((filter) => {
    const value = search[filter.id];
    return value ? [{ filter, value }] : [];
  });
}

export const sortOf = <Row, Query>(definition: ListDefinition<Row, Query>, search: Search) =>
  search.sort ?? definition.sort;

function parameter<Query>(filter: Filter<Query>, value: string, me: string) {
  switch (filter.kind) {
    case 'user':
      return value === 'me' ? me : value;
    case 'from':
    case 'until':
      return new Date(`${value}T00:00`).toISOString();
    default:
      return value;
  }
}

/** What the service is asked for an address: its filters and its order. */
export function queryOf<Row, Query>(definition: ListDefinition<Row, Query>, search: Search, me: string): Query {
  const filters = activeFilters(definition, search).map(({ filter, value }) => [
    filter.id,
    parameter(filter, value, me),
  ]);
  return { ...Object.fromEntries(filters), sort: sortOf(definition, search) } as Query;
}

const same = (one: Search, other: Search) => {
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].every((key) => (one[key] ?? '') === (other[key] ?? ''));
};

/** The view whose filters these are; failing that, the one that was changed, as the address says. */
export function viewOf<Row, Query>(definition: ListDefinition<Row, Query>, search: Search) {
  const filters = Object.fromEntries(activeFilters(definition, search).map(({ filter, value }) => [filter.id, value]));
  const exact = definition.views.find((view) => same(view.filters as Search, filters));
  const named = definition.views.find((view) => view.label === search.view);
  return { view: exact ?? named, changed: !exact && named !== undefined };
}

export const viewSearch = <Query>(view: View<Query>): Search => ({ ...(view.filters as Search), view: view.label });

/** The order that a press on a column's title asks for: descending first, then ascending. */
export function nextSort(sort: string, column: string) {
  return sort === `-${column}` ? column : `-${column}`;
}

/** The address of the same rows as a file. */
export function exportAddress<Row, Query>(definition: ListDefinition<Row, Query>, search: Search, me: string) {
  const query = queryOf(definition, search, me) as Record<string, string>;
  return `${definition.export.address}?${new URLSearchParams(query)}`;
}
