import { queryOptions } from '@tanstack/react-query';
import { api, command, newKey, type Versioned, versionOf } from '../api/client';
import type { ConsentChannel, ConsentState, Customer, CustomerFields, Purpose, Stage } from '../api/types';

export function customerQuery(id: string, asOf?: string) {
  return queryOptions({
    queryKey: ['customers', id, asOf ?? 'now'],
    queryFn: ({ signal }) =>
      versionOf(api.GET('/api/customers/{id}', { params: { path: { id }, query: { asOf } }, signal })),
  });
}

/** A merge patch: what it names is written, and null clears it. */
export type Patch = { [Field in keyof CustomerFields]: CustomerFields[Field] | null };

export function changeCustomer({ value, version }: Versioned<Customer>, patch: Patch, key = newKey()) {
  const params = { path: { id: value.id ?? '' }, header: command(key, version) };
  return versionOf(api.PATCH('/api/customers/{id}', { params, body: patch as CustomerFields }));
}

export function moveCustomer({ value, version }: Versioned<Customer>, to: Stage, evidence: string, key: string) {
  const params = { path: { id: value.id ?? '' }, header: command(key, version) };
  return versionOf(api.POST('/api/customers/{id}/stage', { params, body: { to, evidence } }));
}

export function setConsent(
  { value, version }: Versioned<Customer>,
  purpose: Purpose,
  channel: ConsentChannel,
  body: { state: ConsentState; evidence?: string },
  key: string,
) {
  const params = { path: { id: value.id ?? '', purpose, channel }, header: command(key, version) };
  return versionOf(api.PUT('/api/customers/{id}/consents/{purpose}/{channel}', { params, body }));
}
