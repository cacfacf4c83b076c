import { useInfiniteQuery } from '@tanstack/react-query';
import { api, dataOf, pageOf } from '../api/client';
import { useMe } from '../api/me';
import { merged, type Moment, type MomentKind, type Source } from './timeline';

interface Part {
  moments: Moment[];
  next?: string;
}

const PAGE = 50;

type Read = (id: string, next: string, signal: AbortSignal) => Promise<Part>;

const cursor = (next: string) => ({ cursor: next || undefined, limit: PAGE });

const READ: Record<MomentKind, Read> = {
  async interactions(customerId, next, signal) {
    const query = { customerId, sort: '-occurredAt' as const, ...cursor(next) };
    const page = await pageOf(api.GET('/api/interactions', { params: { query }, signal }));
    const moments = page.items.map((of) => ({
      kind: 'interactions' as const,
      id: of.id ?? '',
      at: of.occurredAt ?? '',
      of,
    }));
    return { moments, next: page.next };
  },
  async orders(customer, next, signal) {
    const query = { customer, sort: '-placedAt' as const, ...cursor(next) };
    const page = await pageOf(api.GET('/api/orders', { params: { query }, signal }));
    const moments = page.items.map((of) => ({ kind: 'orders' as const, id: of.id ?? '', at: of.placedAt ?? '', of }));
    return { moments, next: page.next };
  },
  async tickets(customerId, next, signal) {
    const query = { customerId, sort: '-openedAt' as const, ...cursor(next) };
    const page = await pageOf(api.GET('/api/tickets', { params: { query }, signal }));
    const moments = page.items.map((of) => ({ kind: 'tickets' as const, id: of.id ?? '', at: of.openedAt ?? '', of }));
    return { moments, next: page.next };
  },
  async changes(id, next, signal) {
    const params = { path: { id }, query: { limit: PAGE, below: next ? Number(next) : undefined } };
    const { items = [] } = await dataOf(api.GET('/api/customers/{id}/history', { params, signal }));
    const moments = items.map((of) => ({
      kind: 'changes' as const,
      id: `${id} ${of.sequence}`,
      at: of.occurredAt ?? '',
      of,
    }));
    return { moments, next: items.length === PAGE ? String(items.at(-1)?.sequence) : undefined };
  },
};

function useSource(kind: MomentKind, customer: string, enabled: boolean) {
  return useInfiniteQuery({
    queryKey: ['timeline', customer, kind],
    enabled,
    queryFn: ({ pageParam, signal }) => READ[kind](customer, pageParam, signal),
    initialPageParam: '',
    getNextPageParam: (part) => part.next,
  });
}

/** All that happened with a customer, as far as the role may read it; a service that fails takes only its own part. */
export function useTimeline(customer: string, shown: MomentKind | undefined, until: string | undefined) {
  const me = useMe();
  const wanted = (kind: MomentKind) => shown === undefined || shown === kind;
  const queries = [
    useSource('interactions', customer, me.may('interactions:read') && wanted('interactions')),
    useSource('orders', customer, me.may('orders:read') && wanted('orders')),
    useSource('tickets', customer, me.may('tickets:read') && wanted('tickets')),
    useSource('changes', customer, wanted('changes')),
  ];
  const used = queries.filter((query) => query.data && query.isEnabled);
  const sources: Source[] = used.map((query) => ({
    moments: query.data?.pages.flatMap((part) => part.moments) ?? [],
    hasMore: query.hasNextPage,
  }));
  return {
    moments: merged(sources, until),
    isPending: queries.some((query) => query.isLoading),
    failed: queries.filter((query) => query.isError),
    hasMore: used.some((query) => query.hasNextPage),
    older: () => used.filter((query) => query.hasNextPage).forEach((query) => void query.fetchNextPage()),
  };
}
