import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { ADMIN, type Answers, refusal, showScreen } from '../testing/screen';
import { scopesOf } from './matrix';

const LIN = { ...ADMIN, id: 'usr_lin', username: 'lin', name: 'Lin Qian', roles: ['SALES'], teams: ['tem_1'] };

const ANSWERS: Answers = {
  'GET /api/users': { items: [ADMIN, LIN, { ...LIN, id: 'usr_off', username: 'off', name: 'Old One', active: false }] },
  'GET /api/teams': { items: [{ id: 'tem_1', name: 'East China' }] },
  'GET /api/users/usr_lin': LIN,
  'GET /api/users/usr_lin/tokens': { items: [] },
  'GET /api/users/usr_lin/history': {
    items: [
      {
        version: 2,
        at: '2026-03-01T09:00:00Z',
        by: 'USER:usr_admin',
        roles: ['SALES'],
        teams: ['tem_1'],
        active: true,
      },
      { version: 1, at: '2026-01-05T09:00:00Z', by: 'USER:usr_admin', roles: ['AGENT'], teams: [], active: true },
    ],
  },
  'GET /api/audit/gateway': { items: [] },
};

it('finds users by group, team and a part of their names', async () => {
  showScreen('/users', ANSWERS);
  const table = within(await screen.findByRole('table'));
  expect(table.getAllByRole('row')).toHaveLength(4);

  await userEvent.click(screen.getByRole('button', { name: /Switched off/ }));
  await waitFor(() => expect(table.getAllByRole('row')).toHaveLength(2));
  await userEvent.click(screen.getByRole('button', { name: /East China/ }));
  await userEvent.type(screen.getByRole('searchbox'), 'qian');

  await waitFor(() => expect(table.getAllByRole('row')).toHaveLength(2));
  expect(table.getByText('Lin Qian')).toBeTruthy();
});

it('adds a user and shows the password this once', async () => {
  const sent = showScreen('/users', {
    ...ANSWERS,
    'POST /api/users': LIN,
    'PUT /api/users/usr_lin/temporary-password': {
      username: 'lin',
      password: 'k7mf-qt3p-9wxa',
      endsAt: '2026-12-08T10:00:00Z',
    },
  });
  await userEvent.click(await screen.findByRole('button', { name: /New user/ }));
  const dialog = within(await screen.findByRole('dialog'));
  await userEvent.type(dialog.getByLabelText('Name'), 'Lin Qian');
  await userEvent.type(dialog.getByLabelText('Username'), 'lin');
  await userEvent.click(dialog.getByRole('button', { name: /Add/ }));

  expect(await screen.findByText('k7mf-qt3p-9wxa')).toBeTruthy();
  expect(sent.find(({ method }) => method === 'POST')?.body).toMatchObject({ username: 'lin', roles: ['SALES'] });
  expect(await screen.findByText('got Sales; lost Service; joined East China')).toBeTruthy();
});

it('keeps what was typed if the username is taken', async () => {
  showScreen('/users?create=yes', {
    ...ANSWERS,
    'POST /api/users': () => refusal(409, { type: 'urn:crm:problem:username-taken', detail: 'Somebody has it' }),
  });
  const dialog = within(await screen.findByRole('dialog'));
  await userEvent.type(dialog.getByLabelText('Name'), 'Lin Qian');
  await userEvent.type(dialog.getByLabelText('Username'), 'lin');
  await userEvent.click(dialog.getByRole('button', { name: /Add/ }));

  expect(await dialog.findByText(/Somebody has this username/)).toBeTruthy();
  expect(dialog.getByLabelText<HTMLInputElement>('Username').value).toBe('lin');
});

it('switches a user off, and takes it back', async () => {
  const sent = showScreen('/users?user=usr_lin', {
    ...ANSWERS,
    'PATCH /api/users/usr_lin': ({ body }) => ({ ...LIN, ...(body as object) }),
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Switch off' }));
  await userEvent.click(await screen.findByRole('button', { name: /Undo/ }));

  await waitFor(() =>
    expect(sent.filter(({ method }) => method === 'PATCH').map(({ body }) => body)).toEqual([
      { active: false },
      { active: true },
    ]),
  );
});

it('says why a change could not be taken back', async () => {
  showScreen('/users?user=usr_lin', {
    ...ANSWERS,
    'PATCH /api/users/usr_lin': ({ body }) =>
      (body as { active: boolean }).active
        ? refusal(409, { type: 'urn:crm:problem:last-administrator' })
        : { ...LIN, ...(body as object) },
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Switch off' }));
  await userEvent.click(await screen.findByRole('button', { name: /Undo/ }));

  expect(await screen.findByText(/Nobody else could administer then/)).toBeTruthy();
});

it('changes roles, with the version that was on the screen', async () => {
  const sent = showScreen('/users?user=usr_lin', {
    ...ANSWERS,
    'PATCH /api/users/usr_lin': ({ body }) => ({ ...LIN, ...(body as object) }),
  });
  await userEvent.click(await screen.findByRole('button', { name: 'Edit Roles' }));
  await userEvent.click(await screen.findByRole('checkbox', { name: 'Manager' }));
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));

  await waitFor(() =>
    expect(sent.find(({ method }) => method === 'PATCH')?.body).toEqual({ roles: ['SALES', 'MANAGER'] }),
  );
});

it('shows what each role may do', async () => {
  showScreen('/roles', ANSWERS);
  const row = within(await screen.findByRole('row', { name: /^Sales/ }));

  expect(row.getByText('reads their team’s', { exact: false })).toBeTruthy();
  expect(row.getAllByRole('img', { name: 'read, change' })).toHaveLength(3);
  expect(await row.findByText('1 user')).toBeTruthy();
});

it('offers a token no more scopes than its owner has', () => {
  expect(scopesOf(['SALES'])).toContain('orders:write');
  expect(scopesOf(['SALES'])).not.toContain('orders:export');
  expect(scopesOf(['SALES'])).toContain('contact:read');
  expect(scopesOf(['INTEGRATION'])).toContain('orders:export');
  expect(scopesOf(['INTEGRATION'])).not.toContain('customers:erase');
});
