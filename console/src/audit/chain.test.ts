import { expect, it } from 'vitest';
import { check, type Chain } from './chain';
import type { Entry } from './trail';

const FIRST = '0'.repeat(64);

async function sha256(text: string) {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** As a service writes them: eleven lines, of which absent ones are empty. */
async function written(count: number): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (let sequence = 1; sequence <= count; sequence++) {
    const previous = entries.at(-1)?.hash ?? FIRST;
    const at = `2026-12-01T10:00:00.${String(sequence).padStart(3, '0')}Z`;
    const lines = [
      previous,
      sequence,
      Date.parse(at),
      'USER:usr_1',
      'READ',
      '',
      'GET /api/customers',
      'cus_1 cus_2',
      2,
      200,
      '',
    ];
    const hash = await sha256(
      lines
        .map(
          (line) => `${line}
`,
        )
        .join(''),
    );
    entries.push({
      sequence,
      at,
      actor: 'USER:usr_1',
      action: 'READ',
      what: 'GET /api/customers',
      records: ['cus_1', 'cus_2'],
      count: 2,
      outcome: 200,
      previous,
      hash,
    });
  }
  return entries;
}

function chain(entries: Entry[], head = entries.at(-1)): Chain {
  return {
    head: () => Promise.resolve(head),
    entries: (after) => Promise.resolve(entries.filter(({ sequence }) => sequence > after).slice(0, 2)),
  };
}

const checked = (given: Chain) => check(given, () => undefined);

it('finds a chain whole, page by page', async () => {
  const progress: number[] = [];

  const result = await check(chain(await written(5)), (done) => progress.push(done));

  expect(result).toMatchObject({ is: 'whole', head: { sequence: 5 } });
  expect(progress).toEqual([2, 4, 5]);
});

it('looks no further than the head that it began with', async () => {
  const entries = await written(5);

  expect(await checked(chain(entries, entries[2]))).toMatchObject({ is: 'whole', head: { sequence: 3 } });
});

it('finds the entry that was changed', async () => {
  const entries = await written(4);
  Object.assign(entries[2] ?? {}, { actor: 'USER:usr_9' });

  expect(await checked(chain(entries))).toEqual({ is: 'broken', sequence: 3 });
});

it('finds an entry that was removed, and an end that was cut off', async () => {
  const entries = await written(4);

  expect(await checked(chain(entries.filter(({ sequence }) => sequence !== 2)))).toEqual({ is: 'broken', sequence: 2 });
  expect(await checked(chain(entries.slice(0, 3), entries[3]))).toEqual({ is: 'broken', sequence: 4 });
});

it('knows a trail in which nothing was recorded', async () => {
  expect(await checked({ head: () => Promise.resolve(undefined), entries: () => Promise.resolve([]) })).toEqual({
    is: 'empty',
  });
});
