import { IconLanguage, IconLogout, IconPlus, IconShoppingCart, IconTicket } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { NavigateOptions } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, dataOf, signOut } from '../api/client';
import { useMe } from '../api/me';
import { customerName } from '../customers/customerName';
import { useFormats } from '../format';
import { showIn } from '../i18n';
import { Avatar } from '../parts/Avatar';
import { type LookUp, lookUp } from './lookUp';
import { SCREENS } from './screens';

interface Shown {
  id: string;
  text: ReactNode;
  icon: ReactNode;
  end?: ReactNode;
}

export type Entry = Shown & ({ to: NavigateOptions } | { run: () => void });

/** All that the palette offers for what is typed: what was found, then pages, then actions. */
export function useEntries(typed: string, settled: string) {
  const asked = lookUp(settled);
  const found = useFound(asked);
  const fixed = useFixedEntries().filter((entry) =>
    String(entry.text).toLowerCase().includes(typed.trim().toLowerCase()),
  );
  const entries = [...(asked ? (found.data ?? []) : []), ...fixed];
  return { entries, nothing: entries.length === 0 && typed === settled && !found.isFetching };
}

function useFixedEntries(): Entry[] {
  const { t, i18n } = useTranslation();
  const me = useMe();
  const pages = SCREENS.filter((screen) => !screen.needs || me.may(screen.needs)).map(
    ({ path, label, icon: Icon }): Entry => ({ id: path, text: t(label), icon: <Icon />, to: { to: path } }),
  );
  const create: Entry = {
    id: 'create',
    text: t('customers.create'),
    icon: <IconPlus />,
    to: { to: '/customers', search: { create: 'yes' } },
  };
  const addUser: Entry = {
    id: 'add-user',
    text: t('administration.newUser'),
    icon: <IconPlus />,
    to: { to: '/users', search: { create: 'yes' } },
  };
  const other = i18n.language === 'en' ? 'zh-CN' : 'en';
  return [
    ...pages,
    ...(me.may('customers:write') ? [create] : []),
    ...(me.may('users:write') ? [addUser] : []),
    {
      id: 'language',
      text: other === 'en' ? 'English' : '中文',
      icon: <IconLanguage />,
      run: () => void showIn(other),
    },
    { id: 'sign-out', text: t('frame.signOut'), icon: <IconLogout />, run: () => void signOut() },
  ];
}

function useFound(asked: LookUp | undefined) {
  const { t } = useTranslation();
  const formats = useFormats();
  return useQuery({
    queryKey: ['look-up', asked],
    enabled: asked !== undefined,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => (asked ? search(asked, signal) : []),
  });

  async function search({ list, by, value }: LookUp, signal: AbortSignal): Promise<Entry[]> {
    const query = { [by]: value, limit: 6 };
    switch (list) {
      case 'customers': {
        const { items } = await dataOf(api.GET('/api/customers', { params: { query }, signal }));
        return (items ?? []).map((each) => ({
          id: each.id ?? '',
          text: customerName(each),
          icon: <Avatar id={each.id ?? ''} name={customerName(each)} organization={each.kind === 'ORGANIZATION'} />,
          end: each.crmNumber,
          to: { to: '/customers/$id', params: { id: each.id ?? '' } },
        }));
      }
      case 'orders': {
        const { items } = await dataOf(api.GET('/api/orders', { params: { query }, signal }));
        return (items ?? []).map((each) => ({
          id: each.id ?? '',
          text: t('orders.named', { number: each.orderNumber }),
          icon: <IconShoppingCart />,
          end: each.placedAt && formats.day(each.placedAt),
          to: { to: '/orders/$id', params: { id: each.id ?? '' } },
        }));
      }
      case 'tickets': {
        const { items } = await dataOf(api.GET('/api/tickets', { params: { query }, signal }));
        return (items ?? []).map((each) => ({
          id: each.id ?? '',
          text: each.number,
          icon: <IconTicket />,
          end: each.type && t(`tickets.type.${each.type}`),
          to: { to: '/tickets/$id', params: { id: each.id ?? '' } },
        }));
      }
    }
  }
}
