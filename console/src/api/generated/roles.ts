// Generated from the contracts by `npm run generate`.
export const ROLES = {
  SALES: { reads: 'TEAM', writes: 'OWN', customers: 'rw', orders: 'rw', payments: 'r', interactions: 'rw', tickets: 'r', marketing: 'r', operations: '', audit: '', users: '', fields: 'CONTACT NUMBER_LOOKUP CONTENT' },
  AGENT: { reads: 'ALL', writes: 'TEAM', customers: 'rw', orders: 'r', payments: '', interactions: 'rw', tickets: 'rw', marketing: '', operations: '', audit: '', users: '', fields: 'CONTACT RECORDING NUMBER_LOOKUP CONTENT' },
  MANAGER: { reads: 'ALL', writes: 'TEAM', customers: 'rwxm', orders: 'rwx', payments: 'rw', interactions: 'rwx', tickets: 'rwx', marketing: 'r', operations: '', audit: '', users: '', fields: 'CONTACT FINANCIAL RECORDING NUMBER_LOOKUP CONTENT' },
  MARKETER: { reads: 'ALL', writes: 'ALL', customers: 'r', orders: 'r', payments: '', interactions: 'r', tickets: 'r', marketing: 'rwx', operations: '', audit: '', users: '', fields: '' },
  FINANCE: { reads: 'ALL', writes: 'ALL', customers: 'r', orders: 'r', payments: 'rwx', interactions: '', tickets: '', marketing: '', operations: '', audit: '', users: '', fields: 'CONTACT FINANCIAL' },
  ANALYST: { reads: 'ALL', writes: 'ALL', customers: 'r', orders: 'r', payments: 'r', interactions: 'r', tickets: 'r', marketing: 'r', operations: '', audit: '', users: '', fields: 'FINANCIAL' },
  AUDITOR: { reads: 'ALL', writes: 'ALL', customers: 'r', orders: 'r', payments: 'r', interactions: 'r', tickets: 'r', marketing: 'r', operations: '', audit: 'r', users: '', fields: 'CONTACT FINANCIAL RECORDING NUMBER_LOOKUP CONTENT' },
  ADMIN: { reads: 'ALL', writes: 'ALL', customers: 'rwxme', orders: 'rwx', payments: 'rwx', interactions: 'rwx', tickets: 'rwx', marketing: 'rwx', operations: 'rw', audit: 'r', users: 'rw', fields: 'CONTACT FINANCIAL RECORDING NUMBER_LOOKUP CONTENT' },
  NOBODY: { reads: 'OWN', writes: 'OWN', customers: '', orders: '', payments: '', interactions: '', tickets: '', marketing: '', operations: '', audit: '', users: '', fields: '' },
} as const;

export const FIELDS = {
  "CONTACT": {
    "customer": [
      "birthDate",
      "emails",
      "phones",
      "addresses",
      "provenance",
      "consents[].evidence",
      "birthYear",
      "birthday",
      "email",
      "phone",
      "columns",
      "mapping",
      "unusedColumns"
    ]
  },
  "NUMBER_LOOKUP": {
    "customer": [
      "crmNumber",
      "crmNumberReason",
      "aliases"
    ]
  },
  "payments:read": {
    "order": [
      "open",
      "refundable",
      "payments",
      "refunds"
    ]
  },
  "CONTENT": {
    "interaction": [
      "subject",
      "content",
      "outcome.note"
    ],
    "ticket": [
      "needDescription"
    ]
  }
} as const;
