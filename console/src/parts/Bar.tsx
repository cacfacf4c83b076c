import { useDocumentTitle } from '@mantine/hooks';
import { IconMenu2 } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { openMenu } from '../frame/overlay';
import classes from './Bar.module.css';
import { Button } from './Button';

interface Props {
  /** Also the title of the browser's tab. */
  title: string;
  /** Before the title: where the page belongs. */
  crumb?: ReactNode;
  /** After the title. */
  children?: ReactNode;
  actions?: ReactNode;
}

/** The top of every page: where one is on the left, what one may do on the right. */
export function Bar({ title, crumb, children, actions }: Props) {
  const { t } = useTranslation();
  useDocumentTitle(`${title} · CRMesh`);
  return (
    <header className="bar">
      <span className={classes.menu}>
        <Button kind="quiet" icon={IconMenu2} aria-label={t('frame.menu')} onClick={openMenu} />
      </span>
      {crumb}
      <h1 className="clip">{title}</h1>
      {children}
      <span className={`end row g2 ${classes.actions}`}>{actions}</span>
    </header>
  );
}
