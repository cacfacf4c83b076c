import { IconMapOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Bar } from '../parts/Bar';
import { Empty } from '../parts/Empty';

export function NoPage() {
  const { t } = useTranslation();
  return (
    <>
      <Bar title={t('frame.noPage')} />
      <Empty icon={IconMapOff} title={t('frame.noPage')} why={t('frame.noPageWhy')}>
        <Link to="/" className="btn ink">
          {t('frame.goHome')}
        </Link>
      </Empty>
    </>
  );
}
