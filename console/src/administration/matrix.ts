import { ROLES } from '../api/generated/roles';
import { type FieldGroup, isRole, type Role } from '../api/permissions';

export const RESOURCES = [
  'customers',
  'orders',
  'payments',
  'interactions',
  'tickets',
  'marketing',
  'operations',
  'audit',
  'users',
] as const;

export type Resource = (typeof RESOURCES)[number];

export const FIELD_GROUPS = [
  'CONTACT',
  'CONTENT',
  'NUMBER_LOOKUP',
  'FINANCIAL',
  'RECORDING',
] as const satisfies readonly FieldGroup[];

/** The letters of the contracts, in their order. */
export const VERBS = { r: 'read', w: 'write', x: 'export', m: 'merge', e: 'erase' } as const;
type Letter = keyof typeof VERBS;

const WIDTH = ['OWN', 'TEAM', 'ALL'] as const;
export type Rows = (typeof WIDTH)[number];

/** Of several roles, the widest rows count. */
export function rowsOf(roles: Role[]): { reads: Rows; writes: Rows } {
  const widest = (of: 'reads' | 'writes') =>
    roles.reduce<Rows>(
      (wide, role) => (WIDTH.indexOf(ROLES[role][of]) > WIDTH.indexOf(wide) ? ROLES[role][of] : wide),
      'OWN',
    );
  return { reads: widest('reads'), writes: widest('writes') };
}

/** Which letters stand at all in a column, so that every row shows the same places. */
export function lettersOf(resource: Resource): Letter[] {
  const used = Object.values(ROLES)
    .map((role) => role[resource])
    .join('');
  return (Object.keys(VERBS) as Letter[]).filter((letter) => used.includes(letter));
}

const SCOPE_OF_FIELDS: Record<FieldGroup, string> = {
  CONTACT: 'contact:read',
  CONTENT: 'content:read',
  NUMBER_LOOKUP: 'number-lookup:read',
  FINANCIAL: 'financial:read',
  RECORDING: 'recording:read',
};

/** What a token of such a user may be restricted to. A program may get all but what belongs to people alone. */
export function scopesOf(roles: readonly string[]): string[] {
  const isProgram = roles.includes('INTEGRATION');
  const counted = isProgram ? (['ADMIN'] as Role[]) : roles.filter(isRole);
  const kinds = RESOURCES.flatMap((resource) =>
    lettersOf(resource)
      .filter((letter) => counted.some((role) => (ROLES[role][resource] as string).includes(letter)))
      .map((letter) => `${resource}:${VERBS[letter]}`),
  );
  const fields = FIELD_GROUPS.filter((group) => counted.some((role) => ROLES[role].fields.split(' ').includes(group)));
  return [...kinds, ...fields.map((group) => SCOPE_OF_FIELDS[group])].filter(
    (scope) => !isProgram || !/merge|erase/.test(scope),
  );
}
