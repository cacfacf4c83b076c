/** One filter of one list that may find what somebody typed into the palette. */
export type LookUp =
  | { list: 'customers'; by: 'name' | 'email' | 'phone' | 'number'; value: string }
  | { list: 'orders'; by: 'orderNumber'; value: string }
  | { list: 'tickets'; by: 'number'; value: string };

/** It is looked up by what it looks like; looking up a number, a phone or a mail is logged, so never by all of them. */
export function lookUp(typed: string): LookUp | undefined {
  const text = typed.trim();
  if (text.length < 2 && !/\p{Script=Han}/u.test(text)) return undefined;
  if (text.includes('@')) return { list: 'customers', by: 'email', value: text };
  if (/^T-\d+$/i.test(text)) return { list: 'tickets', by: 'number', value: text.toUpperCase() };
  if (/^O-\d+$/i.test(text)) return { list: 'orders', by: 'orderNumber', value: text.toUpperCase() };
  if (/^(\d{10}|\d{3}-\d{3}-\d{4})$/.test(text)) return { list: 'customers', by: 'number', value: text };
  if (/^\+[\d\s()./-]{6,}$/.test(text)) return { list: 'customers', by: 'phone', value: text };
  return /\p{L}/u.test(text) ? { list: 'customers', by: 'name', value: text } : undefined;
}
