import { Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Customer, Stage } from '../api/types';
import { CommandDialog } from '../parts/CommandDialog';
import { StageStatus, STAGES } from '../parts/status';
import { toast } from '../parts/toast';
import { moveCustomer } from './customer';
import { useCustomerEditing } from './useCustomerEditing';

/** The customer's stage. Moving to another one asks for the reason, which is kept. */
export function StageMenu({ customer, mayEdit }: { customer: Customer; mayEdit: boolean }) {
  const { t } = useTranslation();
  const editing = useCustomerEditing(customer.id ?? '');
  const [to, setTo] = useState<Stage>();
  const { stage } = customer;
  if (!stage) return null;
  if (!mayEdit) return <StageStatus stage={stage} filled />;

  async function move(stage: Stage, evidence: string, key: string) {
    await editing.run((current) => moveCustomer(current, stage, evidence, key));
    toast(t('customers.moved', { stage: t(`customers.stage.${stage}`) }));
  }

  return (
    <>
      <Menu position="bottom-start">
        <Menu.Target>
          <button
            type="button"
            className={`chip ${STAGES[stage].hue}`}
            aria-label={t('customers.moveStage')}
            style={{ border: 0, cursor: 'pointer' }}
          >
            <i className="d" />
            {t(`customers.stage.${stage}`)}
            <IconChevronDown />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {(Object.keys(STAGES) as Stage[])
            .filter((each) => each !== stage)
            .map((each) => (
              <Menu.Item key={each} onClick={() => setTo(each)}>
                <StageStatus stage={each} />
              </Menu.Item>
            ))}
        </Menu.Dropdown>
      </Menu>
      {to && (
        <CommandDialog
          title={`${t('customers.moveStage')}: ${t(`customers.stage.${to}`)}`}
          action={t('record.save')}
          fields={[{ name: 'evidence', label: 'customers.field.evidence', required: true }]}
          send={({ evidence = '' }, key) => move(to, evidence, key)}
          close={() => setTo(undefined)}
        />
      )}
    </>
  );
}
