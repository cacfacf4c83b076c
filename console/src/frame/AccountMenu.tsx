import { Menu, useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { IconCheck, IconSettings } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { signOut } from '../api/client';
import { useMe } from '../api/me';
import { type Language, showIn } from '../i18n';
import { Avatar } from '../parts/Avatar';
import classes from './Frame.module.css';
import { mainRole } from './screens';

const SCHEMES: MantineColorScheme[] = ['light', 'dark', 'auto'];
const LANGUAGES: [Language, string][] = [
  ['en', 'English'],
  ['zh-CN', '中文'],
];

export function AccountMenu() {
  const { t, i18n } = useTranslation();
  const me = useMe();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const checked = (is: boolean) => (is ? <IconCheck className="s" /> : undefined);
  return (
    <Menu position="top-start" width={220} shadow="md">
      <Menu.Target>
        <button type="button" className={`${classes.who} row g2`} style={{ height: 40 }} aria-label={me.name}>
          <Avatar id={me.id} name={me.name} size="m" />
          <span className={`col grow ${classes.label}`} style={{ lineHeight: '15px' }}>
            <span className="clip m">{me.name}</span>
            <span className="xs t3 clip">{t(`frame.role.${mainRole(me.roles)}`)}</span>
          </span>
          <IconSettings className={classes.label} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('frame.theme')}</Menu.Label>
        {SCHEMES.map((scheme) => (
          <Menu.Item key={scheme} rightSection={checked(scheme === colorScheme)} onClick={() => setColorScheme(scheme)}>
            {t(`frame.${scheme}`)}
          </Menu.Item>
        ))}
        <Menu.Label>{t('frame.language')}</Menu.Label>
        {LANGUAGES.map(([language, name]) => (
          <Menu.Item
            key={language}
            lang={language}
            rightSection={checked(language === i18n.language)}
            onClick={() => void showIn(language)}
          >
            {name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item component={Link} to="/me">
          {t('frame.myAccount')}
        </Menu.Item>
        <Menu.Item component="a" href="/docs">
          {t('frame.apis')}
        </Menu.Item>
        <Menu.Item onClick={() => void signOut()}>{t('frame.signOut')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
