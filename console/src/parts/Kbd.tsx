import { written } from '../keys/keys';

export function Kbd({ keys }: { keys: string }) {
  return (
    <kbd className="kbd" aria-hidden>
      {written(keys)}
    </kbd>
  );
}
