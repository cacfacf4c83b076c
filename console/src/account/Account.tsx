import { useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Rights } from '../administration/Rights';
import { Tokens } from '../administration/Tokens';
import { teamsQuery } from '../administration/users';
import { signOut } from '../api/client';
import { meQuery, useMe } from '../api/me';
import { useFormats } from '../format';
import { type Language, showIn } from '../i18n';
import { Avatar } from '../parts/Avatar';
import { Bar } from '../parts/Bar';
import { Button } from '../parts/Button';
import { Section } from '../parts/Section';
import { FieldRow } from '../record/FieldRow';
import classes from './account.module.css';

const SCHEMES: MantineColorScheme[] = ['light', 'dark', 'auto'];
const LANGUAGES: [Language, string][] = [
  ['en', 'English'],
  ['zh-CN', '中文'],
];

/** One's own account: who one is, how the console looks, what one may do, password and tokens. */
export function Account() {
  const { t, i18n } = useTranslation();
  const formats = useFormats();
  const me = useMe();
  const { data: user } = useQuery(meQuery);
  const teams = useQuery({ ...teamsQuery, retry: false });
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const teamName = (id: string) => teams.data?.find((team) => team.id === id)?.name ?? id;
  if (!user) return null;
  return (
    <>
      <Bar title={t('account.title')} actions={<Button onClick={() => void signOut()}>{t('frame.signOut')}</Button>} />
      <div className={`body ${classes.body}`}>
        <div className={classes.column}>
          <header className={classes.head}>
            <Avatar id={user.id} name={user.name} size="l" />
            <span className="col">
              <h2 className="b">{user.name}</h2>
              <span className="t3">
                {user.username} · {t('administration.since', { day: formats.day(user.createdAt) })}
              </span>
            </span>
          </header>
          <Section title={t('administration.about')}>
            <FieldRow label={t('administration.field.email')}>{user.email}</FieldRow>
            <FieldRow label={t('administration.teams')}>{user.teams.map(teamName).join(', ')}</FieldRow>
            <p className="sm t3">{t('account.administrator')}</p>
          </Section>
          <Section title={t('account.looks')}>
            <Choice label={t('frame.language')}>
              {LANGUAGES.map(([language, name]) => (
                <Option key={language} on={language === i18n.language} choose={() => void showIn(language)}>
                  {name}
                </Option>
              ))}
            </Choice>
            <Choice label={t('frame.theme')}>
              {SCHEMES.map((scheme) => (
                <Option key={scheme} on={scheme === colorScheme} choose={() => setColorScheme(scheme)}>
                  {t(`frame.${scheme}`)}
                </Option>
              ))}
            </Choice>
            <FieldRow label={t('account.zone')}>{zone}</FieldRow>
            <p className="sm t3">{t('account.looksWhy')}</p>
          </Section>
          <Rights roles={me.roles} />
          {user.password !== 'NONE' && (
            <Section title={t('administration.field.password')}>
              <p className="sm t2">{t('account.passwordWhy')}</p>
              <a className="btn" style={{ marginTop: 8 }} href="/account/password">
                {t('account.changePassword')}
              </a>
            </Section>
          )}
          <Tokens user="me" roles={user.roles} mayWrite />
        </div>
      </div>
    </>
  );
}

function Choice({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="field" role="group" aria-label={label}>
      <span>{label}</span>
      <span>
        <span className={`seg ${classes.seg}`}>{children}</span>
      </span>
    </div>
  );
}

function Option({ on, choose, children }: { on: boolean; choose: () => void; children: React.ReactNode }) {
  return (
    <button type="button" className={on ? 'on' : undefined} aria-pressed={on} onClick={choose}>
      {children}
    </button>
  );
}
