import { useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { api, versionOf } from '../api/client';
import type { Customer } from '../api/types';
import { useKeys } from '../keys/keys';
import { Button } from '../parts/Button';
import { CommandDialog, type FormField, type FormValues } from '../parts/CommandDialog';
import { toast } from '../parts/toast';
import { customerName } from './customerName';

const FIELDS: FormField[] = [
  {
    name: 'kind',
    label: 'customers.field.kind',
    options: [
      { value: 'PERSON', label: 'customers.kind.PERSON' },
      { value: 'ORGANIZATION', label: 'customers.kind.ORGANIZATION' },
    ],
  },
  { name: 'legal', label: 'customers.field.legal', path: 'name.legal' },
  { name: 'nickname', label: 'customers.field.nickname', path: 'name.nickname' },
  { name: 'email', label: 'customers.field.email', kind: 'email', path: 'emails[0]' },
  { name: 'phone', label: 'customers.field.phone', kind: 'tel', path: 'phones[0]' },
];

/** `?create=yes` opens the dialog, so that the palette and a link can. */
export function NewCustomer() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const search = useSearch({ strict: false });
  const open = (create?: string) => void navigate({ to: '.', search: { ...search, create }, replace: true });
  useKeys([{ keys: 'C', label: 'frame.keys.create', run: () => open('yes') }]);

  async function register(values: FormValues, key: string) {
    const body = {
      kind: values.kind as Customer['kind'],
      name: { legal: values.legal, nickname: values.nickname },
      emails: values.email ? [{ value: values.email }] : undefined,
      phones: values.phone ? [{ e164: values.phone }] : undefined,
    };
    const params = { header: { 'Idempotency-Key': key } };
    const { value } = await versionOf(api.POST('/api/customers', { params, body }));
    void queries.invalidateQueries({ queryKey: ['list', '/customers'] });
    toast(t('customers.created', { name: customerName(value) }));
    await navigate({ to: '/customers/$id', params: { id: value.id ?? '' }, search: {} });
  }

  return (
    <>
      <Button kind="ink" icon={IconPlus} keys="C" onClick={() => open('yes')}>
        {t('customers.create')}
      </Button>
      {search.create && (
        <CommandDialog
          title={t('customers.create')}
          action={t('record.save')}
          fields={FIELDS}
          send={register}
          close={() => open(undefined)}
        />
      )}
    </>
  );
}
