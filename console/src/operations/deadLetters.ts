import { queryOptions } from '@tanstack/react-query';
import { api, dataOf } from '../api/client';
import type { components } from '../api/generated/marketing-service';

export type DeadLetter = components['schemas']['DeadLetterView'];
export type DeadLetterDetails = components['schemas']['DeadLetterDetails'];
export type ReplayResult = components['schemas']['Result'];

const PATHS = {
  customers: '/api/customers/dead-letters',
  orders: '/api/orders/dead-letters',
  interactions: '/api/interactions/dead-letters',
  tickets: '/api/tickets/dead-letters',
  marketing: '/api/marketing/dead-letters',
} as const;

export type Service = keyof typeof PATHS;
export const SERVICES = Object.keys(PATHS) as Service[];

const MOST = 200;

export function deadLettersQuery(service: Service) {
  return queryOptions({
    queryKey: ['dead-letters', service],
    queryFn: ({ signal }) => dataOf(api.GET(PATHS[service], { params: { query: { limit: MOST } }, signal })),
    refetchInterval: 10_000,
  });
}

export function deadLetterQuery(service: Service, id: string) {
  return queryOptions({
    queryKey: ['dead-letters', service, id],
    queryFn: ({ signal }) =>
      dataOf(api.GET(`${PATHS[service]}/{id}`, { params: { path: { id } }, signal })) as Promise<DeadLetterDetails>,
  });
}

export const replay = (service: Service, id: string) =>
  dataOf(api.POST(`${PATHS[service]}/{id}/replay`, { params: { path: { id } } })) as Promise<ReplayResult>;

export const discard = (service: Service, id: string, reason: string) =>
  dataOf(api.POST(`${PATHS[service]}/{id}/discard`, { params: { path: { id } }, body: { reason } }));

/** A dead letter at the head of its aggregate, with all that waits behind it. */
export interface Blocked {
  service: Service;
  first: DeadLetter;
  behind: DeadLetter[];
}

/** One entry per blocked aggregate of a group: its letters are replayed together, in order. */
export function blockedOf(service: Service, letters: DeadLetter[]): Blocked[] {
  const blocked = new Map<string, Blocked>();
  const inOrder = [...letters].sort((one, other) => one.sequence - other.sequence || one.offset - other.offset);
  for (const letter of inOrder) {
    const key = letter.stream ? `${letter.group}|${letter.stream}` : letter.id;
    const head = blocked.get(key);
    if (head) head.behind.push(letter);
    else blocked.set(key, { service, first: letter, behind: [] });
  }
  return [...blocked.values()];
}

const RECORDS = { cus: '/customers/$id', ord: '/orders/$id', tkt: '/tickets/$id', int: '/interactions/$id' } as const;

/** The record that an aggregate is, if the console has a page for it. */
export function recordOf(stream: string | undefined) {
  const id = stream?.slice(stream.lastIndexOf('|') + 1) ?? '';
  const to = RECORDS[id.slice(0, id.indexOf('_')) as keyof typeof RECORDS];
  return { id, to: to as (typeof RECORDS)[keyof typeof RECORDS] | undefined };
}
