import { useTranslation } from 'react-i18next';
import { useMe } from '../api/me';

/** Histories name who did something as `USER:usr_…` or `SERVICE:…`. */
export function useActorName() {
  const { t } = useTranslation();
  const me = useMe();
  return (actor: string | undefined) => {
    const [kind, id] = (actor ?? '').split(':');
    if (kind !== 'USER') return t('record.bySystem');
    return id === me.id ? me.name : (id ?? t('record.somebody'));
  };
}
