import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { CommandDialog, type FormField, type FormValues } from '../parts/CommandDialog';
import { toast, toastFailure } from '../parts/toast';
import { addUser, type GivenPassword, givePassword, ROLES_TO_GIVE } from './users';

const FIELDS: FormField[] = [
  { name: 'name', label: 'administration.field.name', required: true },
  { name: 'username', label: 'administration.field.username', required: true },
  { name: 'email', label: 'administration.field.email', kind: 'email' },
  {
    name: 'role',
    label: 'administration.field.role',
    path: 'roles',
    options: ROLES_TO_GIVE.map((value) => ({
      value,
      label: value === 'INTEGRATION' ? 'administration.integration' : `frame.role.${value}`,
    })),
  },
];

interface Props {
  done: (id: string, password: GivenPassword | undefined) => void;
  close: () => void;
}

/** A new user, who is given a password to begin with; programs need a token instead. */
export function NewUser({ done, close }: Props) {
  const { t } = useTranslation();
  const queries = useQueryClient();

  async function send({ name = '', username = '', email, role = '' }: FormValues, key: string) {
    const user = await addUser({ name, username, email, roles: [role] }, key);
    const password = role === 'INTEGRATION' ? undefined : await givePassword(user.id).catch(toastFailure);
    void queries.invalidateQueries({ queryKey: ['users'] });
    toast(t('administration.added', { name: user.name }));
    done(user.id, password ?? undefined);
  }

  return (
    <CommandDialog
      title={t('administration.newUser')}
      action={t('administration.add')}
      fields={FIELDS}
      send={send}
      close={close}
    />
  );
}
