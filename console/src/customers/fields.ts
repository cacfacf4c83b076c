import type { Customer } from '../api/types';
import type { Editing } from '../record/FieldRow';
import type { Patch } from './customer';

type TextField =
  'jobTitle' | 'buyingRole' | 'occupation' | 'industry' | 'companySize' | 'language' | 'timeZone' | 'birthDate';

/** A field that is edited in place as one line of text. */
export interface LineField {
  name: string;
  type?: Editing['type'];
  /** Whether customers of this kind have it. */
  of?: Customer['kind'];
  value: (customer: Customer) => string;
  patch: (customer: Customer, text: string) => Patch;
}

const text = (name: TextField, more: Pick<LineField, 'type' | 'of'> = {}): LineField => ({
  name,
  ...more,
  value: (customer) => customer[name] ?? '',
  patch: (_, typed) => ({ [name]: typed || null }),
});

/** The first of a list is edited; the others stay. */
export const CONTACT: LineField[] = [
  {
    name: 'email',
    type: 'email',
    value: ({ emails }) => emails?.[0]?.value ?? '',
    patch: ({ emails = [] }, typed) => ({
      emails: [...(typed ? [{ value: typed }] : []), ...emails.slice(1).map(({ value = '' }) => ({ value }))],
    }),
  },
  {
    name: 'phone',
    type: 'tel',
    value: ({ phones }) => phones?.[0]?.e164 ?? '',
    patch: ({ phones = [] }, typed) => ({
      phones: [
        ...(typed ? [{ ...phones[0], e164: typed }] : []),
        ...phones.slice(1).map((phone) => ({ ...phone, e164: phone.e164 ?? '' })),
      ],
    }),
  },
];

export const ABOUT: LineField[] = [
  {
    name: 'legal',
    value: ({ name }) => name?.legal ?? '',
    patch: (_, typed) => ({ name: { legal: (typed || null) as string } }),
  },
  {
    name: 'nickname',
    value: ({ name }) => name?.nickname ?? '',
    patch: (_, typed) => ({ name: { nickname: (typed || null) as string } }),
  },
  text('jobTitle', { of: 'PERSON' }),
  text('buyingRole', { of: 'PERSON' }),
  text('occupation', { of: 'PERSON' }),
  text('industry', { of: 'ORGANIZATION' }),
  text('companySize', { of: 'ORGANIZATION' }),
  text('timeZone'),
];

export const LANGUAGE = text('language');

export const BIRTHDAY = text('birthDate', { type: 'date', of: 'PERSON' });

export const TAGS: LineField = {
  name: 'tags',
  value: ({ tags = [] }) => tags.join(', '),
  patch: (_, typed) => ({ tags: typed ? typed.split(/[,，、]\s*/).filter(Boolean) : [] }),
};
