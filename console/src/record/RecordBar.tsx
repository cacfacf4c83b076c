import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { Link, useNavigate, useRouter } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../keys/keys';
import type { ListDefinition } from '../list/definition';
import { trailTo } from '../list/trail';
import { Bar } from '../parts/Bar';
import { Button } from '../parts/Button';

interface Props {
  list: Pick<ListDefinition<never, never>, 'path' | 'record' | 'title'>;
  id: string;
  name: string;
  actions?: ReactNode;
}

/** Where the record stands in the list that one came through, its neighbours, and what may be done with it. */
export function RecordBar({ list, id, name, actions }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const router = useRouter();
  const trail = trailTo(list.path, id);
  const go = (to?: string) => to && void navigate({ to: list.record, params: { id: to }, search: {} });
  useKeys([
    { keys: '[', label: 'frame.keys.previous', run: () => go(trail?.previous) },
    { keys: ']', label: 'frame.keys.next', run: () => go(trail?.next) },
    { keys: 'Escape', label: 'frame.keys.back', run: () => router.history.push(trail?.address ?? list.path) },
  ]);
  return (
    <Bar
      title={name}
      crumb={
        <span className="crumb row g1">
          {trail ? (
            <a href={trail.address} onClick={back(trail.address)}>
              {t(list.title)}
            </a>
          ) : (
            <Link to={list.path}>{t(list.title)}</Link>
          )}
          <b>/</b>
        </span>
      }
      actions={actions}
    >
      {trail && (
        <span className="row g1 wide">
          <Button
            kind="quiet"
            small
            icon={IconChevronUp}
            aria-label={t('frame.keys.previous')}
            disabled={!trail.previous}
            onClick={() => go(trail.previous)}
          />
          <Button
            kind="quiet"
            small
            icon={IconChevronDown}
            aria-label={t('frame.keys.next')}
            disabled={!trail.next}
            onClick={() => go(trail.next)}
          />
          <span className="sm t3 num nowrap">{t('record.position', { at: trail.at, of: trail.of })}</span>
        </span>
      )}
    </Bar>
  );

  /** Back to the very address of the list, without loading the page again. */
  function back(address: string) {
    return (event: React.MouseEvent) => {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      router.history.push(address);
    };
  }
}
