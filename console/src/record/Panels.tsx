import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import classes from './record.module.css';

interface Panel {
  id: string;
  label: string;
  content: ReactNode;
}

interface Props {
  panels: Panel[];
  /** The one that a narrow screen shows first. */
  first: string;
}

/** The panels of a record side by side; on a narrow screen one at a time, as the address says. */
export function Panels({ panels, first }: Props) {
  const search = useSearch({ strict: false });
  const navigate = useNavigate();
  const shown = panels.find((panel) => panel.id === search.tab)?.id ?? first;
  return (
    <>
      <div className={`tabs ${classes.panelTabs}`} role="group">
        {panels.map(({ id, label }) => (
          <button
            type="button"
            key={id}
            className={id === shown ? 'on' : undefined}
            aria-pressed={id === shown}
            onClick={() => void navigate({ to: '.', search: { ...search, tab: id }, replace: true })}
          >
            {label}
          </button>
        ))}
      </div>
      <div className={`body ${classes.scroll}`}>
        <div className={panels.length === 3 ? classes.three : classes.two}>
          {panels.map(({ id, label, content }) => (
            <section key={id} aria-label={label} className={id === shown ? undefined : classes.away}>
              {content}
            </section>
          ))}
        </div>
      </div>
    </>
  );
}
