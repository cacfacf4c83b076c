import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../keys/keys';
import { Button } from './Button';
import classes from './Sheet.module.css';

interface Props {
  title: string;
  /** Under the title. */
  detail?: ReactNode;
  /** Before the title. */
  icon?: ReactNode;
  actions?: ReactNode;
  close: () => void;
  children: ReactNode;
}

/** Details beside a list, which stays in view; on narrow screens over it. */
export function Sheet({ title, detail, icon, actions, close, children }: Props) {
  const { t } = useTranslation();
  useKeys([{ keys: 'Escape', label: 'frame.keys.back', run: close }]);
  return (
    <aside className={classes.sheet} aria-label={title}>
      <header className={classes.head}>
        {icon}
        <span className="col grow">
          <h2 className="clip b">{title}</h2>
          {detail && <span className="sm t3 clip">{detail}</span>}
        </span>
        {actions}
        <Button kind="quiet" icon={IconX} aria-label={t('frame.keys.back')} onClick={close} />
      </header>
      <div className={classes.content}>{children}</div>
    </aside>
  );
}
