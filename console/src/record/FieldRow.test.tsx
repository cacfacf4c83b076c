import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it, vi } from 'vitest';
import { RequestFailed } from '../api/problem';
import { renderWith } from '../testing/render';
import { FieldRow } from './FieldRow';

const CONFLICT = { theirs: 'Purchasing director', who: 'Marco' };

function show(save: (value: string) => Promise<void>) {
  const edit = { value: 'Buyer', save, reread: () => Promise.resolve(CONFLICT) };
  renderWith(
    <FieldRow label="Job title" edit={edit}>
      Buyer
    </FieldRow>,
  );
}

async function typeAndSave(text: string) {
  await userEvent.click(screen.getByRole('button', { name: 'Edit Job title' }));
  await userEvent.clear(screen.getByRole('textbox', { name: 'Job title' }));
  await userEvent.type(screen.getByRole('textbox', { name: 'Job title' }), `${text}{Enter}`);
}

it('saves with Enter what changed, and leaves with Escape what did not', async () => {
  const save = vi.fn().mockResolvedValue(undefined);
  show(save);

  await typeAndSave('Head buyer');

  await waitFor(() => expect(save).toHaveBeenCalledWith('Head buyer'));
  await userEvent.click(screen.getByRole('button', { name: 'Edit Job title' }));
  await userEvent.keyboard('x{Escape}');
  expect(save).toHaveBeenCalledOnce();
});

it('shows why a value was refused and keeps it', async () => {
  show(() =>
    Promise.reject(new RequestFailed(422, { errors: [{ field: 'jobTitle', message: 'is too long' }] as never })),
  );

  await typeAndSave('Head buyer');

  expect((await screen.findByRole('alert')).textContent).toBe('is too long');
  expect(screen.getByRole<HTMLInputElement>('textbox').value).toBe('Head buyer');
  expect(document.activeElement).toBe(screen.getByRole('textbox'));
});

it('asks which value stays if somebody else changed it, and keeps mine with Enter', async () => {
  const save = vi.fn().mockRejectedValueOnce(new RequestFailed(412)).mockResolvedValue(undefined);
  show(save);

  await typeAndSave('Head buyer');
  expect(await screen.findByText(/Marco changed this/)).toBeTruthy();
  expect(screen.getByText('Purchasing director')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: /Keep mine/ }));

  await waitFor(() => expect(save).toHaveBeenCalledTimes(2));
  expect(save).toHaveBeenLastCalledWith('Head buyer');
});

it('takes theirs without saving', async () => {
  const save = vi.fn().mockRejectedValue(new RequestFailed(412));
  show(save);

  await typeAndSave('Head buyer');
  await userEvent.click(await screen.findByRole('button', { name: /Take theirs/ }));

  expect(save).toHaveBeenCalledOnce();
  expect(screen.getByText('Buyer')).toBeTruthy();
});
