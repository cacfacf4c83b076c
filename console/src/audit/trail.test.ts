import { afterEach, expect, it, vi } from 'vitest';
import { csvOf, readAll } from './exportTrail';
import { cursorsOf, type Entry, type Found, merged, type Slice, type Trail, trailQueryOf } from './trail';

afterEach(() => vi.unstubAllGlobals());

const entry = (minute: number, more: Partial<Entry> = {}): Entry => ({
  sequence: minute,
  at: `2026-12-01T10:${String(minute).padStart(2, '0')}:00.000Z`,
  actor: 'USER:usr_1',
  action: 'READ',
  what: 'GET /api/orders',
  records: [],
  count: 0,
  outcome: 200,
  previous: '',
  hash: '',
  ...more,
});

const slice = (trail: Trail, minutes: number[], next?: string): Slice => ({
  trail,
  entries: minutes.map((each) => entry(each)),
  next,
});

const shown = (pages: Slice[][]) => merged(pages).map(({ trail, sequence }) => `${trail} ${sequence}`);

it('shows all trails as one, newest first', () => {
  expect(shown([[slice('customers', [9, 5]), slice('orders', [8, 7])]])).toEqual([
    'customers 9',
    'orders 8',
    'orders 7',
    'customers 5',
  ]);
});

it('holds back what is older than the end of a page, until the page after it has come', () => {
  const first = [slice('customers', [9, 8], 'more'), slice('orders', [7, 2])];

  expect(shown([first])).toEqual(['customers 9', 'customers 8']);
  expect(cursorsOf(first)).toEqual({ customers: 'more' });
  expect(shown([first, [slice('customers', [6, 1])]])).toEqual([
    'customers 9',
    'customers 8',
    'orders 7',
    'customers 6',
    'orders 2',
    'customers 1',
  ]);
});

it('orders entries by their time, however many digits the services write of it', () => {
  const at = (second: string, sequence: number) => entry(sequence, { at: `2026-12-01T10:00:${second}Z`, sequence });
  const customers: Slice = { trail: 'customers', entries: [at('14.500', 2), at('14', 1)], next: 'more' };
  const orders: Slice = { trail: 'orders', entries: [at('14.250', 4), at('13.900', 3)] };

  expect(shown([[customers, orders]])).toEqual(['customers 2', 'orders 4', 'customers 1']);
});

it('asks with what the address says', () => {
  const search = { actor: 'Ada', trail: 'orders,gateway', atFrom: '2026-12-01' };

  const { trails, query } = trailQueryOf(search, (typed) => `USER:${typed}`);

  expect(trails).toEqual(['orders', 'gateway']);
  expect(query).toMatchObject({ actor: 'USER:Ada', atFrom: new Date('2026-12-01T00:00').toISOString() });
});

it('says of a file that it is a part, also where less came than may come', async () => {
  vi.stubGlobal('fetch', (request: Request) => {
    const minutes = new URL(request.url).pathname.endsWith('orders') ? [9, 8] : [3, 2];
    const headers = { Link: '</x?cursor=more>; rel="next"' };
    return Promise.resolve(new Response(JSON.stringify({ items: minutes.map((each) => entry(each)) }), { headers }));
  });

  const { rows, complete } = await readAll(['orders', 'tickets'], {}, () => undefined, 4);

  expect(rows.map(({ sequence }) => sequence)).toEqual([9, 8]);
  expect(complete).toBe(false);
});

it('writes no formula into a file', () => {
  const row: Found = { ...entry(1, { what: '=HYPERLINK("x"),y', records: ['cus_1', 'cus_2'] }), trail: 'orders' };

  const [, line] = csvOf([row]).split('\r\n');

  expect(line).toContain(`"'=HYPERLINK(""x""),y"`);
  expect(line).toContain('cus_1 cus_2');
});
