import { useInfiniteQuery } from '@tanstack/react-query';
import { api, pageOf } from '../api/client';
import type { components } from '../api/generated/gateway';
import type { Search } from '../router';

export type Entry = components['schemas']['EntryView'];
export type Action = Entry['action'];

const PATHS = {
  customers: '/api/audit/customers',
  orders: '/api/audit/orders',
  interactions: '/api/audit/interactions',
  tickets: '/api/audit/tickets',
  marketing: '/api/audit/marketing',
} as const;

export const TRAILS = ['customers', 'orders', 'interactions', 'tickets', 'marketing', 'gateway'] as const;
export type Trail = (typeof TRAILS)[number];

export const ACTIONS = [
  'READ',
  'LOOK_UP',
  'EXPORT',
  'EXPORTED',
  'MERGE',
  'ERASE',
  'REFUSED',
  'PERMISSIONS',
  'TOKEN',
  'SIGN_IN',
  'SIGN_IN_FAILED',
  'SIGN_OUT',
  'AUDIT_READ',
] as const satisfies readonly Action[];

/** What is searched for, as each trail takes it. */
export interface TrailQuery {
  actor?: string;
  action?: string;
  record?: string;
  atFrom?: string;
  atUntil?: string;
}

/** An entry and the trail that it stands in. */
export interface Found extends Entry {
  trail: Trail;
}

/** What one trail answered to one question. */
export interface Slice {
  trail: Trail;
  entries: Entry[];
  next?: string;
  /** It could not be read; the other trails are shown nevertheless. */
  failed?: boolean;
}

const PAGE = 50;

async function slice(
  trail: Trail,
  query: TrailQuery,
  cursor: string | undefined,
  signal?: AbortSignal,
): Promise<Slice> {
  const asked = { ...query, sort: '-at' as const, limit: PAGE };
  const page =
    trail === 'gateway'
      ? await pageOf(
          api.GET('/api/audit/gateway', {
            params: { query: { ...asked, after: cursor ? Number(cursor) : undefined } },
            signal,
          }),
        )
      : await pageOf(api.GET(PATHS[trail], { params: { query: { ...asked, cursor } }, signal }));
  return { trail, entries: page.items as Entry[], next: page.next };
}

/** Where each trail goes on; a trail that is not named has been read to its end. */
type Cursors = Partial<Record<Trail, string>>;

/** The next entries of several trails at once. A trail that cannot be read does not keep the others, unless none can. */
export async function readTrails(trails: readonly Trail[], query: TrailQuery, cursors: Cursors, signal?: AbortSignal) {
  const answers = await Promise.allSettled(trails.map((trail) => slice(trail, query, cursors[trail], signal)));
  const refused = answers.find((answer) => answer.status === 'rejected');
  if (refused && answers.every(({ status }) => status === 'rejected')) throw refused.reason;
  return answers.map((answer, i): Slice =>
    answer.status === 'fulfilled' ? answer.value : { trail: trails[i] ?? 'gateway', entries: [], failed: true },
  );
}

export function cursorsOf(page: Slice[]): Cursors | undefined {
  const going = page.filter(({ next }) => next !== undefined);
  return going.length > 0 ? Object.fromEntries(going.map(({ trail, next }) => [trail, next])) : undefined;
}

/** Instants are written with as many digits as they have, so their texts do not sort by time. */
const time = ({ at }: Entry) => Date.parse(at);

/**
 * All trails as one, newest first. What is older than the end of a trail's last page is held back: that trail may have
 * entries in between, which come with its next page.
 */
export function merged(pages: Slice[][]): Found[] {
  const found = pages
    .flat()
    .flatMap(({ trail, entries }) => entries.map((entry): Found => ({ ...entry, trail })))
    .sort(
      (one, other) => time(other) - time(one) || one.trail.localeCompare(other.trail) || other.sequence - one.sequence,
    );
  const ends = (pages.at(-1) ?? []).flatMap(({ next, entries }) => (next ? entries.slice(-1).map(time) : []));
  const frontier = Math.max(...ends);
  return found.filter((entry) => time(entry) >= frontier);
}

const instant = (day: string | undefined) => (day ? new Date(`${day}T00:00`).toISOString() : undefined);

/** The trails and the question of an address. `actorOf` knows what the trails call a user. */
export function trailQueryOf(search: Search, actorOf: (typed: string) => string) {
  const trails = TRAILS.filter((trail) => !search.trail || search.trail.split(',').includes(trail));
  const query: TrailQuery = {
    actor: search.actor && actorOf(search.actor),
    action: search.action || undefined,
    record: search.record || undefined,
    atFrom: instant(search.atFrom),
    atUntil: instant(search.atUntil),
  };
  return { trails, query };
}

export function useTrail(trails: readonly Trail[], query: TrailQuery, enabled: boolean) {
  const pages = useInfiniteQuery({
    queryKey: ['audit', trails, query],
    enabled,
    initialPageParam: undefined as Cursors | undefined,
    queryFn: ({ pageParam, signal }) => {
      const going = pageParam ? trails.filter((trail) => pageParam[trail] !== undefined) : trails;
      return readTrails(going, query, pageParam ?? {}, signal);
    },
    getNextPageParam: cursorsOf,
  });
  const failed = pages.data?.pages.flat().filter((each) => each.failed) ?? [];
  return {
    ...pages,
    rows: pages.data ? merged(pages.data.pages) : [],
    away: [...new Set(failed.map(({ trail }) => trail))],
  };
}
