import { useNavigate, useSearch } from '@tanstack/react-router';
import { useKeys } from '../keys/keys';

/** The instant that a record is shown at, as the address says; none is now. */
export function useAsOf() {
  const search = useSearch({ strict: false });
  const navigate = useNavigate();
  const show = (instant: string | undefined) =>
    void navigate({ to: '.', search: { ...search, asOf: instant }, replace: true });
  useKeys([{ keys: 'T', label: 'frame.keys.asOf', run: () => document.getElementById('as-of')?.focus() }]);
  return { asOf: search.asOf, show };
}
