import type { HistoryEntry } from '../api/types';
import { isDerived } from './derived';

const BARS = 60;

export interface Span {
  from: number;
  until: number;
  /** How many events each part of the span has. */
  bars: number[];
}

/** The life of a record in equal parts, from its first event until now. */
export function spanOf(history: Pick<HistoryEntry, 'recordedAt'>[], now: number): Span | undefined {
  const times = history.flatMap((entry) => (entry.recordedAt ? [Date.parse(entry.recordedAt)] : []));
  if (times.length === 0) return undefined;
  const from = Math.min(...times);
  const length = Math.max(now - from, 1);
  const bars = Array.from({ length: BARS }, () => 0);
  for (const time of times) {
    const bar = Math.min(BARS - 1, Math.floor(((time - from) / length) * BARS));
    bars[bar] = (bars[bar] ?? 0) + 1;
  }
  return { from, until: now, bars };
}

/** The fields that differ between two states of a record, without those that follow from others. */
export function changedFields(then: object, now: object): Set<string> {
  const one = then as Record<string, unknown>;
  const other = now as Record<string, unknown>;
  const fields = new Set([...Object.keys(one), ...Object.keys(other)]);
  const differs = (field: string) => JSON.stringify(one[field]) !== JSON.stringify(other[field]);
  return new Set([...fields].filter((field) => !isDerived(field) && differs(field)));
}
