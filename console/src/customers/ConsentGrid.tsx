import { Menu } from '@mantine/core';
import { Fragment, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConsentChannel, ConsentState, Customer, Purpose } from '../api/types';
import { CommandDialog } from '../parts/CommandDialog';
import { Section } from '../parts/Section';
import { CONSENTS } from '../parts/status';
import { toast } from '../parts/toast';
import { setConsent } from './customer';
import classes from './customers.module.css';
import { useCustomerEditing } from './useCustomerEditing';

const PURPOSES: Purpose[] = ['SERVICE', 'MARKETING', 'SURVEY'];
const CHANNELS: ConsentChannel[] = ['EMAIL', 'SMS', 'PHONE'];

/** What a person may say after what they said before. After a no, a yes needs proof. */
const NEXT: Record<ConsentState, ConsentState[]> = {
  UNKNOWN: ['GRANTED', 'DENIED'],
  PENDING: ['GRANTED', 'DENIED'],
  GRANTED: ['WITHDRAWN'],
  WITHDRAWN: ['GRANTED'],
  DENIED: ['GRANTED'],
  EXPIRED: ['GRANTED', 'DENIED'],
};
const NO: ConsentState[] = ['WITHDRAWN', 'DENIED', 'EXPIRED'];

interface Chosen {
  purpose: Purpose;
  channel: ConsentChannel;
  from: ConsentState;
  to: ConsentState;
}

interface Props {
  customer: Customer;
  readOnly: boolean;
  changed: boolean;
}

/** For what, and by which channel, the customer may be written to or called. */
export function ConsentGrid({ customer, readOnly, changed }: Props) {
  const { t } = useTranslation();
  const [chosen, choose] = useState<Chosen>();
  const policy = customer.consents?.find((each) => each.policyVersion)?.policyVersion;
  const stateOf = (purpose: Purpose, channel: ConsentChannel) =>
    customer.consents?.find((each) => each.purpose === purpose && each.channel === channel)?.state ?? 'UNKNOWN';
  const written = (purpose: Purpose, channel: ConsentChannel, state: ConsentState) =>
    t('customers.consentOf', {
      purpose: t(`customers.purpose.${purpose}`),
      channel: t(`customers.channel.${channel}`),
      state: t(`customers.consent.${state}`),
    });

  return (
    <Section title={t('customers.field.consent')} end={policy}>
      <div className={`${classes.consents} ${changed ? classes.changed : ''}`}>
        <span />
        {CHANNELS.map((channel) => (
          <span key={channel} className={classes.channel}>
            {t(`customers.channel.${channel}`)}
          </span>
        ))}
        {PURPOSES.map((purpose) => (
          <Fragment key={purpose}>
            <span className="t2">{t(`customers.purpose.${purpose}`)}</span>
            {CHANNELS.map((channel) => {
              const from = stateOf(purpose, channel);
              return (
                <Menu key={channel} disabled={readOnly}>
                  <Menu.Target>
                    <button
                      type="button"
                      disabled={readOnly}
                      className={`${classes.consent} ${CONSENTS[from].hue}`}
                      aria-label={written(purpose, channel, from)}
                    >
                      <span className="clip">{t(`customers.consent.${from}`)}</span>
                    </button>
                  </Menu.Target>
                  <Menu.Dropdown>
                    {NEXT[from].map((to) => (
                      <Menu.Item key={to} onClick={() => choose({ purpose, channel, from, to })}>
                        {t(`customers.consent.${to}`)}
                      </Menu.Item>
                    ))}
                  </Menu.Dropdown>
                </Menu>
              );
            })}
          </Fragment>
        ))}
      </div>
      {chosen && (
        <ConsentDialog
          customer={customer}
          chosen={chosen}
          title={written(chosen.purpose, chosen.channel, chosen.to)}
          close={() => choose(undefined)}
        />
      )}
    </Section>
  );
}

interface DialogProps {
  customer: Customer;
  chosen: Chosen;
  title: string;
  close: () => void;
}

/** A consent cannot be taken back by undo, only by what the person says next; so it is asked how they said it. */
function ConsentDialog({ customer, chosen: { purpose, channel, from, to }, title, close }: DialogProps) {
  const { t } = useTranslation();
  const editing = useCustomerEditing(customer.id ?? '');
  const needsProof = to === 'GRANTED' && NO.includes(from);
  return (
    <CommandDialog
      title={title}
      action={t('record.save')}
      fields={[{ name: 'evidence', label: 'customers.field.proof', kind: 'area', required: needsProof }]}
      send={async ({ evidence }, key) => {
        await editing.run((current) => setConsent(current, purpose, channel, { state: to, evidence }, key));
        toast(t('customers.consentSaved'));
      }}
      close={close}
    />
  );
}
