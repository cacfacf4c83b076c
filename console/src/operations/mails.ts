import { queryOptions } from '@tanstack/react-query';
import { api, command, dataOf, versionOf } from '../api/client';
import type { components } from '../api/generated/marketing-service';

export type Delivery = components['schemas']['DeliveryView'];
type State = Delivery['state'];

export type Counts = Partial<Record<State, number>>;

/** How many messages there are in each state. */
export const countsQuery = queryOptions({
  queryKey: ['deliveries', 'counts'],
  queryFn: async ({ signal }): Promise<Counts> => {
    const counts = await dataOf(api.GET('/api/deliveries/counts', { signal }));
    return Object.fromEntries(Object.entries(counts).map(([state, count]) => [state, Number.parseInt(count)]));
  },
  refetchInterval: 10_000,
});

const UNDER_WAY: State[] = ['QUEUED', 'CLAIMED', 'HANDING_OVER'];

export const toSend = (counts: Counts) => UNDER_WAY.reduce((total, state) => total + (counts[state] ?? 0), 0);

/** The message that has waited longest to be sent. */
export const oldestToSendQuery = queryOptions({
  queryKey: ['deliveries', 'oldest'],
  queryFn: async ({ signal }) => {
    const query = { state: UNDER_WAY.join(','), sort: 'queuedAt', limit: 1 } as const;
    return (await dataOf(api.GET('/api/deliveries', { params: { query }, signal }))).items[0] ?? null;
  },
  refetchInterval: 10_000,
});

/** Messages whose arrival nobody knows: the mail server took them and did not answer. */
export const unknownQuery = queryOptions({
  queryKey: ['deliveries', 'unknown'],
  queryFn: ({ signal }) =>
    dataOf(
      api.GET('/api/deliveries', { params: { query: { state: 'UNKNOWN', sort: 'queuedAt', limit: 50 } }, signal }),
    ),
  refetchInterval: 10_000,
});

const DECISIONS = { settle: '/api/deliveries/{id}/settle', resend: '/api/deliveries/{id}/resend' } as const;

export type Decision = keyof typeof DECISIONS;

/** Decides on a message as it is on the screen; if it has changed meanwhile, it is refused. */
export async function decide(decision: Decision, { id, version }: Delivery, key: string) {
  const header = command(key, `"${version}"`);
  return versionOf(api.POST(DECISIONS[decision], { params: { path: { id }, header } }));
}
