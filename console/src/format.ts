import { useTranslation } from 'react-i18next';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 365 * DAY],
  ['month', 30 * DAY],
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
  ['second', 1],
];

/** The reader's own way to write a language, if the browser names one: English may be British. */
function localeOf(language: string) {
  return navigator.languages.find((each) => each.slice(0, 2) === language.slice(0, 2)) ?? language;
}

/** How one language writes times, numbers and money. */
function formats(language: string) {
  const time = new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit' });
  const day = new Intl.DateTimeFormat(language, { day: 'numeric', month: 'short', year: 'numeric' });
  const longDay = new Intl.DateTimeFormat(language, { weekday: 'long', day: 'numeric', month: 'long' });
  const dayTime = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' });
  const month = new Intl.DateTimeFormat(language, { month: 'short', year: 'numeric' });
  const number = new Intl.NumberFormat(language);
  const relative = new Intl.RelativeTimeFormat(language, { numeric: 'auto', style: 'short' });
  const names = new Intl.DisplayNames(language, { type: 'language' });

  return {
    time: (instant: string) => time.format(new Date(instant)),
    day: (instant: string) => day.format(new Date(instant)),
    longDay: (instant: string) => longDay.format(new Date(instant)),
    dayTime: (instant: string) => dayTime.format(new Date(instant)),
    /** An instant of a span as exactly as its length needs. */
    within(instant: number, length: number) {
      const days = length / 1000 / DAY;
      return (days < 2 ? time : days < 90 ? day : month).format(new Date(instant));
    },
    number: (value: number) => number.format(value),
    /** `3 days ago`, by the largest unit that fits. */
    ago(instant: string, now = Date.now()) {
      const seconds = Math.round((Date.parse(instant) - now) / 1000);
      const [unit, length] = STEPS.find(([, each]) => Math.abs(seconds) >= each) ?? (['second', 1] as const);
      return relative.format(Math.trunc(seconds / length), unit);
    },
    /** Amounts come as text, so that no cent is lost; they are only written here, never computed with. */
    money(amount: string, currency: string) {
      const style = { style: 'currency', currency, currencyDisplay: 'narrowSymbol' } as const;
      return new Intl.NumberFormat(language, style).format(amount as `${number}`);
    },
    /** Where a table has one currency, it need not be repeated. */
    amount(amount: string, currency: string) {
      const style = { style: 'currency', currency, currencyDisplay: 'code' } as const;
      const parts = new Intl.NumberFormat(language, style).formatToParts(amount as unknown as number);
      return parts
        .filter(({ type }) => type !== 'currency' && type !== 'literal')
        .map(({ value }) => value)
        .join('');
    },
    language(tag: string) {
      try {
        return names.of(tag) ?? tag;
      } catch {
        return tag;
      }
    },
  };
}

export type Formats = ReturnType<typeof formats>;

const known = new Map<string, Formats>();

export function formatsOf(language: string) {
  const existing = known.get(language) ?? formats(localeOf(language));
  known.set(language, existing);
  return existing;
}

export function useFormats() {
  const { i18n } = useTranslation();
  return formatsOf(i18n.language);
}
