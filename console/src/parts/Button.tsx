import { IconLock, type Icon } from '@tabler/icons-react';
import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { Kbd } from './Kbd';

interface Props extends ButtonHTMLAttributes<HTMLButtonElement> {
  kind?: 'ink' | 'plain' | 'quiet' | 'jade' | 'danger';
  small?: boolean;
  icon?: Icon;
  /** The key that does the same. */
  keys?: string;
  /** Why it cannot be pressed now. The button stays and says so. */
  closed?: string;
  children?: ReactNode;
}

export function Button({ kind = 'plain', small, icon: Icon, keys, closed, children, ...rest }: Props) {
  const classes = ['btn', kind !== 'plain' && kind, small && 's', !children && 'icon', closed && 'off'];
  const Shown = closed ? IconLock : Icon;
  return (
    <button
      type="button"
      {...rest}
      className={classes.filter(Boolean).join(' ')}
      disabled={Boolean(closed) || rest.disabled}
    >
      {Shown && <Shown className={small ? 's' : undefined} aria-hidden />}
      {children}
      {closed && <span className="t3">{closed}</span>}
      {keys && !closed && <Kbd keys={keys} />}
    </button>
  );
}
