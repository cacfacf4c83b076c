import { IconHelpCircle, IconSearch } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMe } from '../api/me';
import { Kbd } from '../parts/Kbd';
import { AccountMenu } from './AccountMenu';
import classes from './Frame.module.css';
import { Mark } from './Mark';
import { closeOverlay, open, useOverlay } from './overlay';
import { sideBar } from './screens';

export function SideBar() {
  const { t } = useTranslation();
  const me = useMe();
  const opened = useOverlay() === 'menu';
  return (
    <nav className={`nav ${classes.bar} ${opened ? classes.opened : ''}`} aria-label={t('frame.menu')}>
      <div className="org">
        <Mark />
        <span className={classes.label}>CRMesh</span>
      </div>
      <button
        type="button"
        className={`find ${classes.find}`}
        onClick={() => open('palette')}
        aria-label={t('frame.search')}
      >
        <IconSearch className="s" />
        <span className={`grow clip ${classes.label}`}>{t('frame.search')}</span>
        <Kbd keys="mod+K" />
      </button>
      {sideBar(me.roles).map((section, i) => (
        <div key={i}>
          {section.title && <h2 className={classes.title}>{t(section.title)}</h2>}
          {section.screens.map(({ path, label, icon: Icon }) => (
            <Link
              key={path}
              to={path}
              title={t(label)}
              activeProps={{ className: 'on' }}
              activeOptions={{ exact: path === '/', includeSearch: false }}
              onClick={closeOverlay}
            >
              <Icon aria-hidden />
              <span className={`clip ${classes.label}`}>{t(label)}</span>
            </Link>
          ))}
        </div>
      ))}
      <div className="foot">
        <button type="button" className={`${classes.who} row g2 t2 m`} onClick={() => open('keys')}>
          <IconHelpCircle />
          <span className={`grow ${classes.label}`}>{t('frame.help')}</span>
          <Kbd keys="?" />
        </button>
        <AccountMenu />
      </div>
    </nav>
  );
}
