import { MantineProvider } from '@mantine/core';
import { notifications, Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, RouterProvider } from '@tanstack/react-router';
import { render } from '@testing-library/react';
import { vi } from 'vitest';
import { queries } from '../api/queries';
import { newRouter } from '../router';

/** A request that a screen sent, with its body as JSON. */
export interface Sent {
  method: string;
  path: string;
  query: URLSearchParams;
  body: unknown;
}

type Answer = Response | object;
export type Answers = Record<string, Answer | ((sent: Sent) => Answer)>;

export const refusal = (status: number, problem: object = {}) =>
  new Response(JSON.stringify({ status, ...problem }), { status });

export const ADMIN = {
  id: 'usr_admin',
  username: 'ada',
  name: 'Ada Okafor',
  roles: ['ADMIN'],
  teams: [],
  active: true,
  password: 'CHOSEN',
  createdAt: '2026-01-05T09:00:00Z',
};

/**
 * Shows a whole screen of the console against an API that answers as the test says, by method and path: what it does not
 * name is answered as if its service were away. Returns all requests that were sent.
 */
export function showScreen(address: string, answers: Answers) {
  const sent: Sent[] = [];
  const all: Answers = { 'GET /api/users/me': ADMIN, ...answers };
  vi.stubGlobal('fetch', async (request: Request) => {
    const { pathname, searchParams } = new URL(request.url);
    const text = await request.text();
    const asked: Sent = {
      method: request.method,
      path: pathname,
      query: searchParams,
      body: text ? (JSON.parse(text) as unknown) : undefined,
    };
    sent.push(asked);
    const known = all[`${asked.method} ${asked.path}`];
    const answer = typeof known === 'function' ? known(asked) : known;
    if (answer === undefined) return refusal(503);
    return answer instanceof Response
      ? answer.clone()
      : new Response(JSON.stringify(answer), { headers: { ETag: '"1"' } });
  });
  queries.clear();
  notifications.clean();
  const { queries: reading, mutations } = queries.getDefaultOptions();
  queries.setDefaultOptions({ queries: { ...reading, retry: false }, mutations: { ...mutations, retry: false } });
  const router = newRouter(createMemoryHistory({ initialEntries: [address] }));
  render(
    <MantineProvider env="test">
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
        <Notifications />
      </QueryClientProvider>
    </MantineProvider>,
  );
  return sent;
}
