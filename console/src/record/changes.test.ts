import { renderHook } from '@testing-library/react';
import { expect, it } from 'vitest';
import { telling } from './Changes';
import { useWording } from './wording';

it('leaves out what follows from other changes', () => {
  const changes = [
    'jobTitle',
    'provenance[jobTitle].recordedAt',
    'allows[pay]',
    'payments[0].id',
    'consents[A B].channel',
  ].map((field) => ({
    field,
  }));

  expect(telling(changes).map((change) => change.field)).toEqual(['jobTitle']);
});

it('says fields and codes in the words of their kind of record', () => {
  const { result } = renderHook(() => ({ customer: useWording('customers'), order: useWording('orders') }));
  const { customer, order } = result.current;

  expect(customer.field('name.legal')).toBe('Legal name');
  expect(customer.field('consents[MARKETING SMS].state')).toBe('Consent Marketing, SMS');
  expect(customer.value('consents[MARKETING SMS].state', 'WITHDRAWN')).toBe('Withdrawn');
  expect(customer.value('stage', 'LEAD')).toBe('Lead');
  expect(order.value('state', 'PENDING_PAYMENT')).toBe('Awaiting payment');
  expect(order.value('state', 'SOMETHING_NEW')).toBe('SOMETHING_NEW');
});
