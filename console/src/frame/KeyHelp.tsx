import { Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { boundKeys } from '../keys/keys';
import { Kbd } from '../parts/Kbd';
import classes from './KeyHelp.module.css';

/** All keys that do something on this page now. */
export function KeyHelp({ opened, close }: { opened: boolean; close: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal opened={opened} onClose={close} title={t('frame.keys.title')} size={560}>
      <dl className={classes.keys}>
        {opened &&
          boundKeys().map(({ keys, label }) => (
            <div key={keys} className={classes.binding}>
              <dt>
                {keys.split(' ').map((key) => (
                  <Kbd key={key} keys={key} />
                ))}
              </dt>
              <dd>
                {keys.startsWith('G ') && <span className="t3">{t('frame.keys.go')} </span>}
                {t(label)}
              </dd>
            </div>
          ))}
      </dl>
    </Modal>
  );
}
