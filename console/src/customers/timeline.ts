import type { HistoryEntry, Interaction, Order, Ticket } from '../api/types';

/** Something that happened with a customer. */
export type Moment = { id: string; at: string } & (
  | { kind: 'interactions'; of: Interaction }
  | { kind: 'orders'; of: Order }
  | { kind: 'tickets'; of: Ticket }
  | { kind: 'changes'; of: HistoryEntry }
);

export type MomentKind = Moment['kind'];

/** What is known of one source, newest first. */
export interface Source {
  moments: Moment[];
  /** There is more, older than all that is known. */
  hasMore: boolean;
}

/**
 * One timeline of all sources, newest first. Where a source has more, the timeline ends with what is known of it:
 * behind that, something may be missing.
 */
export function merged(sources: Source[], until?: string): Moment[] {
  const ends = sources.filter((source) => source.hasMore).map((source) => source.moments.at(-1)?.at ?? '');
  const end = ends.reduce((latest, each) => (each > latest ? each : latest), '');
  return sources
    .flatMap((source) => source.moments)
    .filter((moment) => moment.at >= end && (!until || moment.at <= until))
    .sort((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : one.id < other.id ? 1 : -1));
}
