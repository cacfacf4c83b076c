import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { ADMIN, type Answers, showScreen } from '../testing/screen';

const entry = (sequence: number, more: object) => ({
  sequence,
  at: `2026-12-01T10:0${sequence}:00.000Z`,
  actor: 'USER:usr_admin',
  action: 'READ',
  what: 'GET /api/orders/{id}',
  permission: 'orders:read',
  records: ['ord_1'],
  count: 1,
  outcome: 200,
  previous: '',
  hash: 'ab',
  ...more,
});

const NONE = { items: [] };
const ANSWERS: Answers = {
  'GET /api/users': { items: [ADMIN] },
  'GET /api/audit/customers': NONE,
  'GET /api/audit/orders': { items: [entry(1, {})] },
  'GET /api/audit/interactions': NONE,
  'GET /api/audit/marketing': NONE,
  'GET /api/audit/gateway': {
    items: [entry(2, { action: 'REFUSED', outcome: 403, permission: 'users:write', records: [] })],
  },
};

it('shows all trails as one, and says which one is away', async () => {
  showScreen('/audit', ANSWERS);

  expect(await screen.findByText(/Tickets cannot be shown just now/)).toBeTruthy();
  const rows = screen.getAllByRole('row').map((row) => row.textContent);
  expect(rows[1]).toContain('Was refused');
  expect(rows[1]).toContain('needs users:write');
  expect(rows[2]).toContain('ord_1');
  expect(rows[2]).toContain('Ada Okafor');
});

it('asks each trail for what is searched', async () => {
  const sent = showScreen('/audit?actor=ada&action=EXPORT', ANSWERS);
  await screen.findByText(/Tickets cannot be shown/);

  const asked = sent.filter(({ path }) => path.startsWith('/api/audit/')).map(({ query }) => query.toString());

  expect(asked.at(-1)).toContain('actor=USER%3Ausr_admin');
  expect(asked.at(-1)).toContain('action=EXPORT');
  expect(asked.at(-1)).toContain('sort=-at');
});

it('tells all that was recorded of an entry, and goes on from it', async () => {
  const sent = showScreen('/audit', ANSWERS);

  await userEvent.click(await screen.findByRole('button', { name: /^Read/ }));
  expect(screen.getByText('GET /api/orders/{id}')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Who else saw this record?' }));

  await screen.findByText('Whose data', { selector: '.t2' });
  expect(sent.at(-1)?.query.get('record')).toBe('ord_1');
});
