import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Bar } from '../parts/Bar';
import { Kbd } from '../parts/Kbd';
import type { Search } from '../router';
import type { Identified, ListDefinition } from './definition';
import { ExportButton } from './ExportButton';
import { EmptyList } from './EmptyList';
import classes from './list.module.css';
import { Rows } from './Rows';
import { Toolbar } from './Toolbar';
import { useColumns } from './useColumns';
import { useRows } from './useRows';
import { ViewTabs } from './ViewTabs';
import { Failed } from '../parts/Failed';
import { Skeleton } from '../parts/Skeleton';

interface Props<Row, Query> {
  definition: ListDefinition<Row, Query>;
  /** What creates a record, at the end of the bar. */
  create?: ReactNode;
}

/** Every list of the console. The address says which rows it shows, so it can be sent to others. */
export function ListPage<Row extends Identified, Query>({ definition, create }: Props<Row, Query>) {
  const { t } = useTranslation();
  const search: Search = useSearch({ strict: false });
  const navigate = useNavigate();
  const show = (next: Search) => void navigate({ to: definition.path, search: next, replace: true });
  const list = useRows(definition, search);
  const columns = useColumns(definition);

  return (
    <>
      <Bar
        title={t(definition.title) as string}
        actions={
          <>
            <ExportButton definition={definition} search={search} />
            {create}
          </>
        }
      />
      <ViewTabs definition={definition} search={search} show={show} />
      <Toolbar definition={definition} search={search} show={show} columns={columns} />
      <div className={`body ${classes.body}`}>
        {list.isPending ? (
          <Skeleton rows={12} />
        ) : list.isError ? (
          <Failed error={list.error} what={t(definition.title)} again={() => void list.refetch()} />
        ) : list.rows.length === 0 ? (
          <EmptyList definition={definition} search={search} show={show} />
        ) : (
          <Rows definition={definition} search={search} show={show} columns={columns.shown} list={list} />
        )}
      </div>
      <footer className={classes.foot}>
        <span className="num">{list.count && t('list.rows', { count: list.count as unknown as number })}</span>
        <span className="end row g1">
          <Kbd keys="J" />
          <Kbd keys="K" /> {t('frame.keys.move')} &nbsp; <Kbd keys="Enter" /> {t('frame.keys.open')}
        </span>
      </footer>
    </>
  );
}
