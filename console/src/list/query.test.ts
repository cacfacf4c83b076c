import { IconUsers } from '@tabler/icons-react';
import { describe, expect, it } from 'vitest';
import type { ListDefinition } from './definition';
import { exportAddress, nextSort, queryOf, viewOf, viewSearch } from './query';

interface Query {
  stage?: string;
  owner?: string;
  registeredAtFrom?: string;
  sort?: string;
}

const LEADS = { label: 'customers.views.leads', filters: { stage: 'LEAD' } } as const;

const definition: ListDefinition<{ id: string }, Query> = {
  title: 'customers.title',
  icon: IconUsers,
  path: '/customers',
  record: '/customers/$id',
  page: () => Promise.resolve({ items: [] }),
  export: { permission: 'customers:export', address: '/api/customers/export' },
  sort: '-registeredAt',
  views: [{ label: 'list.all', filters: {} }, LEADS],
  filters: [
    { id: 'stage', label: 'customers.field.stage', kind: 'text' },
    { id: 'owner', label: 'customers.field.owner', kind: 'user' },
    { id: 'registeredAtFrom', label: 'customers.field.registeredAt', kind: 'from' },
  ],
  columns: [],
  narrow: () => ['', ''],
};

describe('the query of an address', () => {
  it('has its filters and its order, and nothing else', () => {
    expect(queryOf(definition, { stage: 'LEAD', tab: 'x' }, 'usr_1')).toEqual({
      stage: 'LEAD',
      sort: '-registeredAt',
    });
  });

  it('names the user whom "me" means', () => {
    expect(queryOf(definition, { owner: 'me', sort: 'name' }, 'usr_1')).toEqual({ owner: 'usr_1', sort: 'name' });
  });

  it('tells a day as the instant at which it begins here', () => {
    const { registeredAtFrom } = queryOf(definition, { registeredAtFrom: '2026-03-03' }, 'usr_1');

    expect(registeredAtFrom).toBe(new Date(2026, 2, 3).toISOString());
  });

  it('is the same for the file', () => {
    expect(exportAddress(definition, { stage: 'LEAD' }, 'usr_1')).toBe(
      '/api/customers/export?stage=LEAD&sort=-registeredAt',
    );
  });
});

describe('the view of an address', () => {
  it('is the one with these filters, whatever the order', () => {
    expect(viewOf(definition, { stage: 'LEAD', sort: 'name' })).toEqual({ view: LEADS, changed: false });
    expect(viewOf(definition, {}).view?.label).toBe('list.all');
  });

  it('is changed if a filter was added to it', () => {
    expect(viewOf(definition, { ...viewSearch(LEADS), owner: 'me' })).toEqual({ view: LEADS, changed: true });
  });
});

it('orders descending first', () => {
  expect(nextSort('name', 'registeredAt')).toBe('-registeredAt');
  expect(nextSort('-registeredAt', 'registeredAt')).toBe('registeredAt');
});
