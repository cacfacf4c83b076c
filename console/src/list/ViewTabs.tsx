import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Button } from '../parts/Button';
import type { Search } from '../router';
import type { ListDefinition } from './definition';
import classes from './list.module.css';
import { viewOf, viewSearch } from './query';

interface Props<Row, Query> {
  definition: ListDefinition<Row, Query>;
  search: Search;
  show: (search: Search) => void;
}

export function ViewTabs<Row, Query>({ definition, search, show }: Props<Row, Query>) {
  const { t } = useTranslation();
  const { view: current, changed } = viewOf(definition, search);
  return (
    <nav className={`tabs ${classes.tabs}`} aria-label={t(definition.title)}>
      {definition.views.map((view) => (
        <Link
          key={view.label}
          to={definition.path}
          search={viewSearch(view)}
          className={view === current ? 'on' : undefined}
          activeProps={{}}
          aria-current={view === current ? 'page' : undefined}
        >
          {t(view.label)}
          {changed && view === current && <i className="d amber" title={t('list.changed')} />}
        </Link>
      ))}
      {changed && current && (
        <span className="end row g2 t3 sm">
          {t('list.changed')}
          <Button small onClick={() => show(viewSearch(current))}>
            {t('list.reset')}
          </Button>
        </span>
      )}
    </nav>
  );
}
