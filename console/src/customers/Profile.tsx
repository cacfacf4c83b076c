import { ActionIcon, CopyButton } from '@mantine/core';
import { IconCheck, IconCopy, IconRosetteDiscountCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../api/me';
import type { Customer } from '../api/types';
import { useFormats } from '../format';
import type { TextKey } from '../i18n';
import { Avatar } from '../parts/Avatar';
import { Section } from '../parts/Section';
import { UserName } from '../parts/UserName';
import { FieldRow } from '../record/FieldRow';
import { ConsentGrid } from './ConsentGrid';
import { CustomerName, customerName, secondName } from './customerName';
import classes from './customers.module.css';
import { ABOUT, BIRTHDAY, CONTACT, LANGUAGE, type LineField, TAGS } from './fields';
import { StageMenu } from './StageMenu';
import { useCustomerEditing } from './useCustomerEditing';

interface Props {
  /** As shown: now, or at another day. */
  customer: Customer;
  readOnly: boolean;
  /** The fields that were something else at that day. */
  changed: Set<string>;
}

/** The left panel: who the customer is. */
export function Profile({ customer, readOnly, changed }: Props) {
  const { t } = useTranslation();
  const formats = useFormats();
  const me = useMe();
  const editing = useCustomerEditing(customer.id ?? '');
  const mayEdit = !readOnly && me.may('customers:write');
  const contactHidden = !me.sees('CONTACT');

  return (
    <>
      <Identity customer={customer} mayEdit={mayEdit} />
      <Section title={t('customers.contact')}>
        {CONTACT.map((field) => line(field, contactHidden, contactShown(field)))}
        <FieldRow label={t('customers.field.address')} hidden={contactHidden} changed={changed.has('addresses')}>
          {address(customer)}
        </FieldRow>
      </Section>
      <Section title={t('customers.about')}>
        {ABOUT.filter(({ of }) => !of || of === customer.kind).map((field) => line(field))}
        {line(LANGUAGE, false, customer.language && formats.language(customer.language))}
        {customer.organizationId && (
          <FieldRow label={t('customers.field.organizationId')} changed={changed.has('organizationId')}>
            <CustomerName id={customer.organizationId} link />
          </FieldRow>
        )}
        {customer.kind === 'PERSON' &&
          line(BIRTHDAY, contactHidden, customer.birthDate && formats.day(`${customer.birthDate}T00:00`))}
        <FieldRow label={t('customers.field.owner')} changed={changed.has('owner')}>
          <UserName id={customer.owner} />
        </FieldRow>
        <FieldRow label={t('customers.field.source')}>{customer.source?.channel}</FieldRow>
        <FieldRow label={t('customers.field.registeredAt')}>
          {customer.registeredAt && formats.day(customer.registeredAt)}
        </FieldRow>
      </Section>
      <ConsentGrid customer={customer} readOnly={!mayEdit} changed={changed.has('consents')} />
      <Section title={t('customers.field.tags')}>{line(TAGS, false, <Tags of={customer} />)}</Section>
    </>
  );

  function line(field: LineField, hidden = false, shown: ReactNode = field.value(customer)) {
    const label = t(`customers.field.${field.name}` as TextKey) as string;
    const edit = mayEdit
      ? {
          value: field.value(customer),
          type: field.type,
          save: (typed: string) =>
            editing.patch(field.patch(customer, typed), field.patch(customer, field.value(customer)), label),
          reread: () => editing.reread(field.value),
        }
      : undefined;
    const isChanged = [field.name, `${field.name}s`, 'name'].some(
      (name) => changed.has(name) && (name !== 'name' || ['legal', 'nickname'].includes(field.name)),
    );
    return (
      <FieldRow key={field.name} label={label} edit={edit} hidden={hidden} changed={isChanged}>
        {shown}
      </FieldRow>
    );
  }

  function contactShown(field: LineField) {
    const isVerified = field.name === 'email' && customer.emails?.[0]?.status === 'VERIFIED';
    return (
      field.value(customer) && (
        <span className="row g1">
          <span className="clip num">{field.value(customer)}</span>
          {isVerified && (
            <span role="img" aria-label={t('customers.verified')} className="green ink-h">
              <IconRosetteDiscountCheck className="s" />
            </span>
          )}
        </span>
      )
    );
  }
}

function Identity({ customer, mayEdit }: { customer: Customer; mayEdit: boolean }) {
  const { t } = useTranslation();
  const name = customerName(customer);
  return (
    <div className={classes.identity}>
      <div className="row g3">
        <Avatar id={customer.id ?? ''} name={name} organization={customer.kind === 'ORGANIZATION'} size="l" />
        <div className="col grow">
          <h2 className="clip">
            {name} <span className="m t2">{secondName(customer)}</span>
          </h2>
          <span className="sm t2 clip">{customer.jobTitle ?? customer.industry}</span>
        </div>
      </div>
      <div className="row g1" style={{ marginTop: 10 }}>
        <StageMenu customer={customer} mayEdit={mayEdit} />
        {customer.buyingRole && <span className="chip line">{customer.buyingRole}</span>}
      </div>
      {customer.crmNumber && (
        <div className={classes.number}>
          {t('customers.field.number')}
          <b className="num">{customer.crmNumber}</b>
          <CopyButton value={customer.crmNumber}>
            {({ copied, copy }) => (
              <ActionIcon
                variant="transparent"
                size="sm"
                onClick={copy}
                aria-label={t(copied ? 'record.copied' : 'record.copy')}
              >
                {copied ? <IconCheck className="s" /> : <IconCopy className="s" />}
              </ActionIcon>
            )}
          </CopyButton>
        </div>
      )}
    </div>
  );
}

function Tags({ of: { tags = [] } }: { of: Customer }) {
  return (
    tags.length > 0 && (
      <span className="row g1" style={{ flexWrap: 'wrap' }}>
        {tags.map((tag) => (
          <span key={tag} className="chip">
            {tag}
          </span>
        ))}
      </span>
    )
  );
}

function address({ addresses }: Customer) {
  const { street, city, region, country } = addresses?.[0] ?? {};
  return [street, city, region, country].filter(Boolean).join(', ');
}
