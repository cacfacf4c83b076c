import { useTranslation } from 'react-i18next';
import { useFormats } from '../format';
import type { TextKey } from '../i18n';
import type { Wording } from './Changes';

/** `consents[MARKETING SMS].state` has the names consents and state, and is about MARKETING SMS. */
export function partsOf(path: string) {
  const about = /\[([^\]]*)\]/.exec(path)?.[1];
  const names = path.replace(/\[[^\]]*\]/g, '').split('.');
  return { names, about };
}

/** Where the codes of a list's states are kept. */
const CODES: Record<string, string> = { consents: 'consent', payments: 'paymentState', refunds: 'refundState' };

const INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/;

/**
 * The words of a kind of record for its history: the texts of its fields, and of its codes, which are kept under the
 * name of the field.
 */
export function useWording(kind: 'customers' | 'orders' | 'tickets'): Wording {
  const { t } = useTranslation();
  const formats = useFormats();
  const say = (keys: string[], otherwise: string) => t(keys as TextKey[], { defaultValue: otherwise }) as string;
  const fieldKeys = (name: string) => [`${kind}.field.${name}`, `${kind}.field.${name.replace(/s$/, '')}`];

  return {
    field(path) {
      const { names, about } = partsOf(path);
      const last = names.at(-1) ?? path;
      const first = names[0] ?? path;
      const word = say([...(first === 'consents' ? [] : fieldKeys(last)), ...fieldKeys(first)], path);
      if (first !== 'consents') return word;
      const [purpose = '', channel = ''] = about?.split(' ') ?? [];
      const of = [say([`customers.purpose.${purpose}`], purpose), say([`customers.channel.${channel}`], channel)];
      return `${word} ${of.join(', ')}`;
    },
    value(path, value) {
      if (typeof value === 'object') return JSON.stringify(value);
      const text = String(value);
      if (INSTANT.test(text)) return formats.dayTime(text);
      const { names } = partsOf(path);
      const codes = CODES[names[0] ?? ''] ?? names.at(-1);
      return /^[A-Z_]+$/.test(text) ? say([`${kind}.${codes}.${text}`], text) : text;
    },
  };
}
