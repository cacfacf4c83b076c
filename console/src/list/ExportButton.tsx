import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../api/me';
import { Button } from '../parts/Button';
import type { Search } from '../router';
import type { ListDefinition } from './definition';
import { exportAddress } from './query';

/** The rows as a file. Who may not export sees the button closed, and why. */
export function ExportButton<Row, Query>(props: { definition: ListDefinition<Row, Query>; search: Search }) {
  const { t } = useTranslation();
  const me = useMe();
  const { permission } = props.definition.export;
  if (!me.may(permission)) {
    return (
      <Button kind="quiet" closed={t('frame.needs', { permission })}>
        {t('list.export')}
      </Button>
    );
  }
  return (
    <a className="btn quiet" href={exportAddress(props.definition, props.search, me.id)} download>
      <IconDownload aria-hidden />
      {t('list.export')}
    </a>
  );
}
