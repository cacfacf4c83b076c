import { api, dataOf } from '../api/client';
import { RequestFailed } from '../api/problem';
import type { Entry, Trail } from './trail';

const HEADS = {
  customers: '/api/audit/customers/head',
  orders: '/api/audit/orders/head',
  interactions: '/api/audit/interactions/head',
  tickets: '/api/audit/tickets/head',
  marketing: '/api/audit/marketing/head',
  gateway: '/api/audit/gateway/head',
} as const;

const ENTRIES = {
  customers: '/api/audit/customers/entries',
  orders: '/api/audit/orders/entries',
  interactions: '/api/audit/interactions/entries',
  tickets: '/api/audit/tickets/entries',
  marketing: '/api/audit/marketing/entries',
  gateway: '/api/audit/gateway/entries',
} as const;

export interface Head {
  sequence: number;
  hash: string;
  at: string;
}

/** Where the entries of a chain come from. */
export interface Chain {
  /** Undefined if nothing was recorded yet. */
  head: () => Promise<Head | undefined>;
  /** The entries after a sequence in their order, at most as many as fit. */
  entries: (after: number) => Promise<Entry[]>;
}

export function chainOf(trail: Trail, signal: AbortSignal): Chain {
  return {
    head: () =>
      dataOf(api.GET(HEADS[trail], { signal })).catch((error: unknown) => {
        if (error instanceof RequestFailed && error.status === 404) return undefined;
        throw error;
      }),
    entries: async (after) => {
      const query = { after, limit: 1000 };
      return (await dataOf(api.GET(ENTRIES[trail], { params: { query }, signal }))).items;
    },
  };
}

export type Checked =
  | { is: 'empty' }
  | { is: 'whole'; head: Head }
  /** The entry is not as it was written, or is not there. */
  | { is: 'broken'; sequence: number };

const FIRST = '0'.repeat(64);

/** The hash that an entry must have, as docs/audit.md says. */
async function hashOf(previous: string, entry: Entry) {
  const { sequence, at, actor, action, permission, what, records, count, outcome, trace } = entry;
  const lines = [
    previous,
    sequence,
    Date.parse(at),
    actor,
    action,
    permission,
    what,
    records.join(' '),
    count,
    outcome,
    trace,
  ];
  const text = lines.map((line) => `${line ?? ''}\n`).join('');
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Computes a chain again from its first entry up to its head, here and not in the service that keeps it. It trusts
 * neither the hashes nor the order that the service says. Entries that come meanwhile are not looked at.
 */
export async function check(chain: Chain, progress: (done: number, of: number) => void): Promise<Checked> {
  const head = await chain.head();
  if (!head) return { is: 'empty' };
  let previous = FIRST;
  let sequence = 0;
  while (sequence < head.sequence) {
    const entries = await chain.entries(sequence);
    if (entries.length === 0) return { is: 'broken', sequence: sequence + 1 };
    for (const entry of entries) {
      if (sequence === head.sequence) break;
      const hash = await hashOf(previous, entry);
      if (entry.sequence !== sequence + 1 || entry.previous !== previous || entry.hash !== hash) {
        return { is: 'broken', sequence: sequence + 1 };
      }
      previous = hash;
      sequence++;
    }
    progress(sequence, head.sequence);
  }
  return previous === head.hash ? { is: 'whole', head } : { is: 'broken', sequence: head.sequence };
}
