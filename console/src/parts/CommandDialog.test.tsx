import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { RequestFailed } from '../api/problem';
import { renderWith } from '../testing/render';
import { CommandDialog, type FormField, type FormValues } from './CommandDialog';

const FIELDS: FormField[] = [
  { name: 'name', label: 'customers.field.name', required: true, path: 'name.legal' },
  { name: 'phone', label: 'customers.field.phone', path: 'phones[0]' },
];

const REFUSED = new RequestFailed(422, {
  type: 'urn:crm:problem:impossible',
  errors: [{ field: 'phones[0].e164', message: 'two digits are missing' }] as never,
});

function show(send: (values: FormValues, key: string) => Promise<unknown>) {
  const close = vi.fn();
  renderWith(<CommandDialog title="New customer" action="Save" fields={FIELDS} send={send} close={close} />);
  return close;
}

it('sends what was typed and closes', async () => {
  const send = vi.fn().mockResolvedValue(undefined);
  const close = show(send);

  await userEvent.type(screen.getByLabelText('Name'), ' Ann {Control>}{Enter}{/Control}');

  await waitFor(() => expect(close).toHaveBeenCalled());
  expect(send).toHaveBeenCalledWith({ name: 'Ann', phone: undefined }, expect.any(String));
});

it('tells what was refused at its field, and keeps what was typed', async () => {
  const close = show(() => Promise.reject(REFUSED));
  await userEvent.type(screen.getByLabelText('Name'), 'Ann');
  await userEvent.type(screen.getByLabelText('Phone'), '+86 139');

  await userEvent.click(screen.getByRole('button', { name: 'Save' }));

  expect(await screen.findByText(/two digits are missing/)).toBeTruthy();
  const phone = screen.getByLabelText<HTMLInputElement>('Phone');
  expect(phone.getAttribute('aria-invalid')).toBe('true');
  expect(phone.value).toBe('+86 139');
  expect(close).not.toHaveBeenCalled();
});

it('takes another key only once a refused request was changed', async () => {
  const keys: string[] = [];
  show((_, key) => {
    keys.push(key);
    return Promise.reject(REFUSED);
  });
  await userEvent.type(screen.getByLabelText('Name'), 'Ann');

  await userEvent.click(screen.getByRole('button', { name: 'Save' }));
  await screen.findByText(/two digits/);
  await userEvent.click(screen.getByRole('button', { name: 'Save' }));

  await waitFor(() => expect(keys).toHaveLength(2));
  expect(keys[0]).not.toBe(keys[1]);
});
