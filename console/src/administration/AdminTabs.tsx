import { IconHistory, IconLockAccess, IconUserCog } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMe } from '../api/me';
import classes from '../list/list.module.css';

/** The screens of administrators and auditors side by side; each user sees those that they may open. */
export function AdminTabs() {
  const { t } = useTranslation();
  const me = useMe();
  const on = { activeProps: { className: 'on' }, activeOptions: { includeSearch: false } };
  return (
    <nav className={`tabs ${classes.tabs}`} aria-label={t('administration.title')}>
      {me.may('users:read') && (
        <Link to="/users" {...on}>
          <IconUserCog aria-hidden /> {t('frame.users')}
        </Link>
      )}
      <Link to="/roles" {...on}>
        <IconLockAccess aria-hidden /> {t('frame.roles')}
      </Link>
      {me.may('audit:read') && (
        <Link to="/audit" {...on}>
          <IconHistory aria-hidden /> {t('frame.audit')}
        </Link>
      )}
    </nav>
  );
}
