import { IconCheck } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { FIELDS, ROLES } from '../api/generated/roles';
import { useMe } from '../api/me';
import type { Role } from '../api/permissions';
import type { TextKey } from '../i18n';
import { Bar } from '../parts/Bar';
import { Section } from '../parts/Section';
import classes from './administration.module.css';
import { AdminTabs } from './AdminTabs';
import { FIELD_GROUPS, lettersOf, RESOURCES, type Resource, VERBS } from './matrix';
import { usersQuery } from './users';

const NAMES: Record<string, TextKey> = Object.fromEntries(
  FIELD_GROUPS.map((group) => [group, `administration.fields.${group}` as const]),
);

const SHOWN = (Object.keys(ROLES) as Role[]).filter((role) => role !== 'NOBODY');

/** Which role may do what, on which rows and fields: the table by which every service is tested. */
export function Roles() {
  const { t } = useTranslation();
  const me = useMe();
  const users = useQuery({ ...usersQuery, enabled: me.may('users:read') });
  const people = (role: string) => users.data?.filter((user) => user.active && user.roles.includes(role)).length;
  const count = (role: string) => {
    const number = people(role);
    if (number === undefined) return null;
    return (
      <Link to="/users" search={{ role }} className="sm link num">
        {t('administration.people', { count: number })}
      </Link>
    );
  };
  return (
    <>
      <Bar title={t('administration.title')} />
      <AdminTabs />
      <div className={`body ${classes.roles}`}>
        <p className={classes.legend}>
          {Object.entries(VERBS).map(([letter, verb]) => (
            <span key={letter} className="row g1">
              <b className={classes.letter}>{letter.toUpperCase()}</b> {t(`administration.verb.${verb}`)}
            </span>
          ))}
          <span className="end t3">{t('administration.oneTable')}</span>
        </p>
        <div className={classes.scroll}>
          <table className={`${classes.table} ${classes.matrix}`}>
            <thead>
              <tr>
                <th>{t('administration.field.role')}</th>
                <th>{t('administration.rowsTitle')}</th>
                {RESOURCES.map((resource) => (
                  <th key={resource}>{t(`administration.resource.${resource}`)}</th>
                ))}
                {FIELD_GROUPS.map((group) => (
                  <th key={group} className={classes.center}>
                    {t(`administration.fields.${group}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {SHOWN.map((role) => (
                <tr key={role} className={me.roles.includes(role) ? classes.mine : undefined}>
                  <th scope="row">
                    <span className="col">
                      <b className="m">{t(`frame.role.${role}`)}</b>
                      {count(role)}
                    </span>
                  </th>
                  <td className={`t2 sm ${classes.rows}`}>
                    {t('administration.readsRows', { rows: t(`administration.rows.${ROLES[role].reads}`) })}
                    <br />
                    {t('administration.changesRows', { rows: t(`administration.rows.${ROLES[role].writes}`) })}
                  </td>
                  {RESOURCES.map((resource) => (
                    <td key={resource}>
                      <Letters role={role} resource={resource} />
                    </td>
                  ))}
                  {FIELD_GROUPS.map((group) => (
                    <td key={group} className={classes.center}>
                      {ROLES[role].fields.split(' ').includes(group) ? (
                        <IconCheck className={classes.tick} aria-label={t('administration.yes')} />
                      ) : (
                        <span className="t3" aria-label={t('administration.no')}>
                          ·
                        </span>
                      )}
                    </td>
                  ))}
                </tr>
              ))}
              <tr>
                <th scope="row">
                  <span className="col">
                    <b className="m">{t('administration.integration')}</b>
                    {count('INTEGRATION')}
                  </span>
                </th>
                <td className="t2 sm">{t('administration.rows.ALL')}</td>
                <td className="t2" colSpan={RESOURCES.length + FIELD_GROUPS.length}>
                  {t('administration.integrationWhy')}
                </td>
              </tr>
            </tbody>
          </table>
        </div>
        <Section title={t('administration.fieldsTitle')}>
          <p className="t2">{t('administration.fieldsWhy')}</p>
          <dl className={classes.fields}>
            {Object.entries(FIELDS).map(([group, kinds]) => (
              <div key={group}>
                <dt className="m">{t(NAMES[group] ?? 'administration.resource.payments')}</dt>
                {Object.entries(kinds).map(([kind, names]) => (
                  <dd key={kind}>
                    <span className="t3">{t(`administration.kind.${kind}` as 'administration.kind.customer')}:</span>{' '}
                    <span className="mono">{(names as readonly string[]).join(', ')}</span>
                  </dd>
                ))}
              </div>
            ))}
          </dl>
        </Section>
      </div>
    </>
  );
}

/** Every row has the same places, so that what is missing is seen, too. */
function Letters({ role, resource }: { role: Role; resource: Resource }) {
  const { t } = useTranslation();
  const allowed = lettersOf(resource).filter((letter) => (ROLES[role][resource] as string).includes(letter));
  const said = allowed.map((letter) => t(`administration.verb.${VERBS[letter]}`)).join(', ') || t('record.none');
  return (
    <span className={classes.letters} role="img" aria-label={said} title={said}>
      {lettersOf(resource).map((letter) =>
        allowed.includes(letter) ? (
          <b key={letter} className={`${classes.letter} ${letter === 'm' || letter === 'e' ? classes.grave : ''}`}>
            {letter.toUpperCase()}
          </b>
        ) : (
          <i key={letter}>·</i>
        ),
      )}
    </span>
  );
}
