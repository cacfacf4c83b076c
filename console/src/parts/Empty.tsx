import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './Empty.module.css';

interface Props {
  icon: Icon;
  title: string;
  /** What to do next, or what is kept. */
  why?: ReactNode;
  children?: ReactNode;
  alert?: boolean;
}

export function Empty({ icon: Icon, title, why, children, alert }: Props) {
  return (
    <div className={classes.empty} role={alert ? 'alert' : 'status'}>
      <Icon className={alert ? classes.alert : undefined} aria-hidden />
      <p className="b">{title}</p>
      {why && <p className="t2">{why}</p>}
      {children && <div className={classes.actions}>{children}</div>}
    </div>
  );
}
