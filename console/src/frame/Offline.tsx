import { IconCloudOff } from '@tabler/icons-react';
import { onlineManager } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../format';

/** Says that there is no connection, and since when. Queries and commands wait for it and go on by themselves. */
export function Offline() {
  const { t } = useTranslation();
  const formats = useFormats();
  const [since, setSince] = useState(onlineManager.isOnline() ? undefined : new Date().toISOString());
  useEffect(() => onlineManager.subscribe((online) => setSince(online ? undefined : new Date().toISOString())), []);
  if (!since) return null;
  return (
    <div className="note amber" role="status">
      <IconCloudOff aria-hidden />
      <span>
        <b className="b">{t('frame.offline', { time: formats.time(since) })}</b> {t('frame.offlineWhy')}
      </span>
    </div>
  );
}
