import { useTranslation } from 'react-i18next';
import { may, type Role, sees } from '../api/permissions';
import { Section } from '../parts/Section';
import { FieldRow } from '../record/FieldRow';
import { FIELD_GROUPS, RESOURCES, rowsOf } from './matrix';

/** What some roles together allow, in words: which rows, which kinds, which fields. */
export function Rights({ roles }: { roles: Role[] }) {
  const { t } = useTranslation();
  if (roles.length === 0) return null;
  const { reads, writes } = rowsOf(roles);
  const kinds = RESOURCES.filter((resource) => may(roles, `${resource}:read`));
  const changes = RESOURCES.filter((resource) => may(roles, `${resource}:write`));
  const named = (list: readonly (typeof RESOURCES)[number][]) =>
    list.map((each) => t(`administration.resource.${each}`)).join(', ') || t('record.none');
  const fields = FIELD_GROUPS.filter((group) => sees(roles, group));
  return (
    <Section title={t('administration.rights')}>
      <FieldRow label={t('administration.reads')}>
        <Words rows={t(`administration.rows.${reads}`)} kinds={named(kinds)} />
      </FieldRow>
      <FieldRow label={t('administration.changes')}>
        <Words rows={t(`administration.rows.${writes}`)} kinds={named(changes)} />
      </FieldRow>
      <FieldRow label={t('administration.seesToo')}>
        <span style={{ whiteSpace: 'normal' }}>
          {fields.map((group) => t(`administration.fields.${group}`)).join(', ') || t('record.none')}
        </span>
      </FieldRow>
    </Section>
  );
}

function Words({ rows, kinds }: { rows: string; kinds: string }) {
  return (
    <span style={{ whiteSpace: 'normal' }}>
      <span className="chip">{rows}</span> {kinds}
    </span>
  );
}
