import type { RequestFailed } from '../api/problem';
import type { TextKey, Texts } from '../i18n';

/** The problem in the reader's language; for a slug that has no text yet, what the service said. */
export function problemText(failure: RequestFailed, t: Texts): string {
  const keys = [`problem.${failure.slug}`, `problem.${failure.status}`] as TextKey[];
  return t(keys, { defaultValue: failure.message || t('problem.fallback') }) as string;
}
