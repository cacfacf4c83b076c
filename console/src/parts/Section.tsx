import type { ReactNode } from 'react';

interface Props {
  title: string;
  /** A figure or a link beside the title. */
  end?: ReactNode;
  children: ReactNode;
}

export function Section({ title, end, children }: Props) {
  return (
    <section className="sec" aria-label={title}>
      <h3>
        {title}
        {end !== undefined && <span className="end num">{end}</span>}
      </h3>
      {children}
    </section>
  );
}
