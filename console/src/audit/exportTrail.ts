import { cursorsOf, type Found, merged, readTrails, type Slice, type Trail, type TrailQuery } from './trail';

/** More would not fit into a spreadsheet anyway; the rest is asked for by other days. */
const MOST_ROWS = 20_000;

const COLUMNS = [
  'at',
  'trail',
  'sequence',
  'actor',
  'action',
  'what',
  'permission',
  'records',
  'count',
  'outcome',
  'trace',
  'hash',
] as const satisfies readonly (keyof Found)[];

/** A spreadsheet would run what begins like a formula. */
function cell(value: unknown) {
  const text = Array.isArray(value) ? value.join(' ') : String(value ?? '');
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csvOf(rows: Found[]) {
  return (
    [COLUMNS.join(','), ...rows.map((row) => COLUMNS.map((column) => cell(row[column])).join(','))].join('\r\n') +
    '\r\n'
  );
}

/**
 * Reads all pages of a search, up to the limit, and says whether these were all. A trail that is away fails the export,
 * which must not look complete.
 */
export async function readAll(
  trails: readonly Trail[],
  query: TrailQuery,
  progress: (rows: number) => void,
  most = MOST_ROWS,
) {
  const pages: Slice[][] = [];
  let cursors: ReturnType<typeof cursorsOf> = {};
  let rows = 0;
  while (cursors && rows < most) {
    const going: readonly Trail[] = pages.length === 0 ? trails : trails.filter((trail) => cursors?.[trail]);
    const page = await readTrails(going, query, cursors);
    const away = page.find(({ failed }) => failed);
    if (away) throw new TypeError(`${away.trail} cannot be read`);
    pages.push(page);
    rows += page.reduce((sum, { entries }) => sum + entries.length, 0);
    cursors = cursorsOf(page);
    progress(rows);
  }
  return { rows: merged(pages), complete: cursors === undefined };
}

export function save(name: string, text: string) {
  const address = URL.createObjectURL(new Blob(['\ufeff', text], { type: 'text/csv;charset=utf-8' }));
  const link = Object.assign(document.createElement('a'), { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address));
}
