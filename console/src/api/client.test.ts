import { describe, expect, it } from 'vitest';
import { nextCursor, pageOf, versionOf } from './client';
import { asFailure, RequestFailed } from './problem';

const answer = <T>(data: T, headers: Record<string, string> = {}) =>
  Promise.resolve({ data, response: new Response('{}', { headers }) });

it('reads the cursor of the next page from the Link header', async () => {
  expect(nextCursor('</api/customers?limit=50&cursor=a.b>; rel="next"')).toBe('a.b');
  expect(nextCursor('</api/users?limit=2&after=bob%40x>; rel="next"')).toBe('bob@x');
  expect(nextCursor(null)).toBeUndefined();

  const page = await pageOf(answer({ items: [1, 2], count: '1000+' }, { Link: '</x?cursor=c>; rel="next"' }));

  expect(page).toEqual({ items: [1, 2], count: '1000+', next: 'c' });
});

it('keeps the version that a change must name', async () => {
  expect(await versionOf(answer({ id: 'cus_1' }, { ETag: '"7"' }))).toEqual({
    value: { id: 'cus_1' },
    version: '"7"',
  });
});

describe('a refused request', () => {
  const problem = {
    type: 'urn:crm:problem:impossible',
    detail: 'The request makes no sense',
    errors: [{ field: 'phones[0].e164', message: 'is no phone number' }],
  };

  it('tells what is wrong with a field', async () => {
    const refused = versionOf(Promise.resolve({ error: problem, response: new Response('{}', { status: 422 }) })).catch(
      asFailure,
    );

    const failure = (await refused) as RequestFailed;
    expect(failure.slug).toBe('impossible');
    expect(failure.about('phones[0]')).toBe('is no phone number');
    expect(failure.about('name')).toBeUndefined();
  });

  it('is temporary if nobody answered', () => {
    expect(asFailure(new TypeError('Failed to fetch')).isTemporary).toBe(true);
    expect(new RequestFailed(409).isTemporary).toBe(false);
  });
});
