import { queryOptions, useQuery } from '@tanstack/react-query';
import { api, dataOf } from '../api/client';
import type { HistoryEntry } from '../api/types';

const MOST = 200;

const READ = {
  customers: '/api/customers/{id}/history',
  orders: '/api/orders/{id}/history',
  tickets: '/api/tickets/{id}/history',
  interactions: '/api/interactions/{id}/history',
} as const;

export type Kind = keyof typeof READ;

/** The newest events of a record, as many as one answer has. */
export function historyQuery(kind: Kind, id: string) {
  return queryOptions({
    queryKey: [kind, id, 'history'],
    queryFn: async ({ signal }): Promise<HistoryEntry[]> => {
      const params = { path: { id }, query: { limit: MOST } };
      return (await dataOf(api.GET(READ[kind], { params, signal }))).items ?? [];
    },
  });
}

export function useHistory(kind: Kind, id: string): HistoryEntry[] {
  return useQuery(historyQuery(kind, id)).data ?? [];
}
