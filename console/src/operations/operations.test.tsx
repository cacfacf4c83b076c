import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { type Answers, refusal, showScreen } from '../testing/screen';

const part = (name: string, more: object = {}) => ({
  name,
  reachable: true,
  pending: 0,
  groups: [],
  awaitingGap: 0,
  deadLetters: 0,
  quiet: true,
  ...more,
});

const GROUP = {
  name: 'tickets.complaints',
  lag: 0,
  ends: 812,
  awaitingGap: 0,
  deadLetters: 2,
  slowestMillis: 84,
  paused: [],
};

const letter = (sequence: number, error: string) => ({
  id: `letter${sequence}`,
  group: 'tickets.complaints',
  stream: 'interactions|int_1',
  sequence,
  type: 'interaction.recorded',
  state: 'FAILED',
  error,
  tries: error ? 3 : 0,
  at: `2026-12-01T10:0${sequence}:00Z`,
  topic: 'crm.interactions',
  partition: 3,
  offset: 40 + sequence,
});

const NONE = { items: [] };

const ANSWERS: Answers = {
  'GET /api/system/flow': {
    quiet: false,
    services: [part('customers'), part('tickets', { groups: [GROUP], deadLetters: 2, quiet: false })],
  },
  'GET /api/system/breakers': {
    items: [
      { name: 'customers', state: 'CLOSED', calls: 20, failed: 0, failureRate: 0, refused: 0 },
      { name: 'orders', state: 'OPEN', calls: 20, failed: 12, failureRate: 60, refused: 7 },
    ],
  },
  'GET /api/customers/dead-letters': NONE,
  'GET /api/orders/dead-letters': NONE,
  'GET /api/interactions/dead-letters': NONE,
  'GET /api/tickets/dead-letters': { items: [letter(2, ''), letter(1, 'RuleBroken: no such customer')] },
  'GET /api/marketing/dead-letters': NONE,
  'GET /api/deliveries/counts': { SENT: '12', QUEUED: '2', UNKNOWN: '1' },
  'GET /api/deliveries': ({ query }) => ({
    items:
      query.get('state') === 'UNKNOWN'
        ? [
            {
              id: 'dlv_1',
              automation: 'aut_1',
              customer: 'cus_1',
              step: 'mail',
              state: 'UNKNOWN',
              queuedAt: '2026-12-01T10:00:00Z',
              version: 4,
            },
          ]
        : [],
  }),
};

it('says in one sentence what waits, and shows the way of events', async () => {
  showScreen('/operations', ANSWERS);

  expect(await screen.findByText('Everything flows. 3 messages wait for your decision.')).toBeTruthy();
  const way = screen.getByRole('list', { name: 'The way of an event' });
  expect(within(way).getByText('812')).toBeTruthy();
  expect(within(way).getByText('84')).toBeTruthy();
  expect(await screen.findByText('12 of 20 failed, 7 refused')).toBeTruthy();
  expect(screen.getByText('1 of 2 closed')).toBeTruthy();
});

it('shows one entry for a blocked record, with all that waits behind it, and replays it', async () => {
  const sent = showScreen('/operations', {
    ...ANSWERS,
    'POST /api/tickets/dead-letters/letter1/replay': {
      replayed: 2,
      unblocked: true,
      transientFailure: false,
      error: '',
    },
  });

  expect(await screen.findByText('RuleBroken: no such customer')).toBeTruthy();
  expect(screen.getByText('1 event of the same record waits behind it')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Replay' }));

  expect(await screen.findByText('2 events replayed; the record goes on.')).toBeTruthy();
  expect(sent.filter(({ method }) => method === 'POST')).toHaveLength(1);
});

it('discards only with a reason', async () => {
  const sent = showScreen('/operations', {
    ...ANSWERS,
    'POST /api/tickets/dead-letters/letter1/discard': () => new Response(null, { status: 204 }),
  });
  const discards = () => sent.filter(({ path }) => path.endsWith('/discard'));

  await userEvent.click(await screen.findByRole('button', { name: 'Discard' }));
  const dialog = within(await screen.findByRole('dialog'));
  await userEvent.click(dialog.getByRole('button', { name: /Discard/ }));
  expect(discards()).toHaveLength(0);

  await userEvent.type(dialog.getByLabelText('Why, for the record of this decision'), 'A test event');
  await userEvent.click(dialog.getByRole('button', { name: /Discard/ }));

  await waitFor(() => expect(discards()).toMatchObject([{ body: { reason: 'A test event' } }]));
});

it('decides on a mail only after ten seconds, in which it can be stopped', async () => {
  const sent = showScreen('/operations', ANSWERS);

  await userEvent.click(await screen.findByRole('button', { name: 'Send again' }));
  await userEvent.click(screen.getByRole('button', { name: 'Send again in 10 s · stop' }));

  expect(await screen.findByRole('button', { name: 'Send again' })).toBeTruthy();
  expect(sent.some(({ path }) => path.endsWith('/resend'))).toBe(false);
});

it('shows a service that is away at its panel, and all else', async () => {
  showScreen('/operations', {
    ...ANSWERS,
    'GET /api/system/flow': {
      quiet: false,
      services: [part('customers'), part('marketing', { reachable: false, pending: null, quiet: false })],
    },
    'GET /api/marketing/dead-letters': refusal(503),
    'GET /api/deliveries/counts': refusal(503),
  });

  expect(await screen.findByText('Marketing cannot be reached. The rest works.')).toBeTruthy();
  expect(await screen.findByText(/Marketing cannot be shown just now/)).toBeTruthy();
  expect(screen.getByText('RuleBroken: no such customer')).toBeTruthy();
});

it('is closed to those who may not operate, and asks nothing', async () => {
  const sent = showScreen('/operations', {
    'GET /api/users/me': { id: 'usr_2', username: 'lin', name: 'Lin', roles: ['SALES'], teams: [], password: 'CHOSEN' },
  });

  expect(await screen.findByText('needs operations:read')).toBeTruthy();
  expect(sent.map(({ path }) => path)).toEqual(['/api/users/me']);
});
