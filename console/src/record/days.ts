/** Consecutive things of one local day. */
export interface DayOf<T> {
  day: string;
  items: T[];
}

export function byDay<T>(items: T[], at: (item: T) => string): DayOf<T>[] {
  const days: DayOf<T>[] = [];
  for (const item of items) {
    const day = new Date(at(item)).toDateString();
    const last = days.at(-1);
    if (last?.day === day) last.items.push(item);
    else days.push({ day, items: [item] });
  }
  return days;
}
