import { ROLES } from './generated/roles';

export type Role = keyof typeof ROLES;
type Resource =
  'customers' | 'orders' | 'payments' | 'interactions' | 'tickets' | 'marketing' | 'operations' | 'audit' | 'users';
type Verb = 'read' | 'write' | 'export';
export type Permission = `${Resource}:${Verb}`;

/** Groups of fields that only some roles see. */
export type FieldGroup = 'CONTACT' | 'CONTENT' | 'NUMBER_LOOKUP' | 'FINANCIAL' | 'RECORDING';

const LETTERS = { read: 'r', write: 'w', export: 'x' } as const;

/**
 * What the roles of a user allow, as the contracts say it. It decides what is offered; whether a request is carried out,
 * the services decide.
 */
export function may(roles: readonly Role[], permission: Permission) {
  const [resource, verb] = permission.split(':') as [Resource, Verb];
  return roles.some((role) => ROLES[role][resource].includes(LETTERS[verb]));
}

/** Several roles show no more than each of them that reads the records. */
export function sees(roles: readonly Role[], group: FieldGroup, resource: Resource = 'customers') {
  const reading = roles.filter((role) => may([role], `${resource}:read`));
  return reading.length > 0 && reading.every((role) => ROLES[role].fields.split(' ').includes(group));
}

export const isRole = (name: string): name is Role => name in ROLES;
