import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Hue } from '../parts/status';

interface Props {
  icon: Icon;
  /** Orders green, talks blue, tickets amber, marketing violet, changes grey. */
  hue: Hue;
  title: ReactNode;
  detail?: ReactNode;
  when: ReactNode;
  children?: ReactNode;
}

/** One line of a timeline: what happened, and when. */
export function Event({ icon: Icon, hue, title, detail, when, children }: Props) {
  return (
    <li className="ev">
      <span className={`ic ${hue}`}>
        <Icon aria-hidden />
      </span>
      <div>
        <div className="hd">
          <span className="clip">
            <span className="m">{title}</span> {detail && <span className="t3">· {detail}</span>}
          </span>
          <span className="when">{when}</span>
        </div>
        {children}
      </div>
    </li>
  );
}
