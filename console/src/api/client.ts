import createClient, { type Middleware } from 'openapi-fetch';
import type { paths as CustomerPaths } from './generated/customer-service';
import type { paths as GatewayPaths } from './generated/gateway';
import type { paths as InteractionPaths } from './generated/interaction-service';
import type { paths as MarketingPaths } from './generated/marketing-service';
import type { paths as OrderPaths } from './generated/order-service';
import type { paths as TicketPaths } from './generated/ticket-service';
import { type Problem, RequestFailed } from './problem';

type Paths = CustomerPaths & GatewayPaths & InteractionPaths & MarketingPaths & OrderPaths & TicketPaths;

/** The only way to the services. The session's cookie goes along by itself. */
export const api = createClient<Paths>({ baseUrl: location.origin, fetch: (request) => fetch(request) });

/** The gateway takes changes only with the value of this cookie, which other sites cannot read. */
function csrfToken() {
  return /(?:^|; )(?:__Host-)?XSRF-TOKEN=([^;]*)/.exec(document.cookie)?.[1] ?? '';
}

const session: Middleware = {
  onRequest({ request }) {
    if (request.method !== 'GET') request.headers.set('X-XSRF-TOKEN', csrfToken());
    return request;
  },
  onResponse({ response }) {
    if (response.status === 401) signIn();
  },
};

api.use(session);

/** Leaves for the gateway's sign-in page, which leads back here. */
function signIn() {
  const page = location.pathname + location.search;
  location.assign(`/oauth2/authorization/crm?page=${encodeURIComponent(page)}`);
}

export async function signOut() {
  const answer = await fetch('/sign-out', {
    method: 'POST',
    headers: { Accept: 'application/json', 'X-XSRF-TOKEN': csrfToken() },
  });
  const { next } = answer.ok ? ((await answer.json()) as { next: string }) : { next: '/sign-in' };
  location.assign(next);
}

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** A record with the version that changes to it must name. */
export interface Versioned<T> {
  value: T;
  version: string;
}

export interface Page<T> {
  items: T[];
  /** Asked for with `count`; `1000+` for more. */
  count?: string;
  /** The cursor of the next page. */
  next?: string;
}

async function answered<T>(pending: Promise<Answer<T>>) {
  const { data, error, response } = await pending;
  if (!response.ok) throw new RequestFailed(response.status, error as Problem);
  return { data: data as T, response };
}

export async function dataOf<T>(pending: Promise<Answer<T>>): Promise<T> {
  return (await answered(pending)).data;
}

export async function versionOf<T>(pending: Promise<Answer<T>>): Promise<Versioned<T>> {
  const { data, response } = await answered(pending);
  return { value: data, version: response.headers.get('ETag') ?? '' };
}

export async function pageOf<T>(pending: Promise<Answer<{ items?: T[]; count?: string }>>): Promise<Page<T>> {
  const { data, response } = await answered(pending);
  return { items: data.items ?? [], count: data.count, next: nextCursor(response.headers.get('Link')) };
}

export function nextCursor(link: string | null) {
  const address = /<([^>]+)>;\s*rel="?next"?/.exec(link ?? '')?.[1];
  if (!address) return undefined;
  // The services call it a cursor; the gateway names the record after which the next page begins.
  const { searchParams } = new URL(address, location.origin);
  return searchParams.get('cursor') ?? searchParams.get('after') ?? undefined;
}

/** Sent again with the same key, a command is carried out once. */
export const newKey = () => crypto.randomUUID();

/** The headers of a command; `version` is the one that its caller saw. */
export function command(key: string, version: string) {
  return { 'Idempotency-Key': key, 'If-Match': version };
}
