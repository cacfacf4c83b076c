import type { TextKey } from '../i18n';

/** The events of a customer's history, as they read. */
export const CUSTOMER_EVENTS: Record<string, TextKey> = {
  'customer.registered': 'customers.registered',
  'customer.stage-changed': 'customers.stageChanged',
  'customer.profile-changed': 'customers.profileChanged',
  'customer.consent-changed': 'customers.consentChanged',
  'customer.owner-changed': 'customers.ownerChanged',
  'customer.number-assigned': 'customers.numberAssigned',
  'customer.reverted': 'customers.reverted',
};
