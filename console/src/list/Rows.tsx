import { useMediaQuery } from '@mantine/hooks';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { Link, useNavigate } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useKeys } from '../keys/keys';
import type { Search } from '../router';
import type { Column, Identified, ListDefinition } from './definition';
import classes from './list.module.css';
import { nextSort, sortOf } from './query';
import { leaveTrail } from './trail';
import type { useRows } from './useRows';

interface Props<Row, Query> {
  definition: ListDefinition<Row, Query>;
  search: Search;
  show: (search: Search) => void;
  columns: Column<Row>[];
  list: ReturnType<typeof useRows<Row, Query>>;
}

/** Only the rows on the screen exist. Each is a link; J and K move through them. */
export function Rows<Row extends Identified, Query>({ definition, search, show, columns, list }: Props<Row, Query>) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const narrow = useMediaQuery('(max-width: 640px)') ?? false;
  const scroller = useRef<HTMLDivElement>(null);
  const [at, setAt] = useState(0);
  const { rows, hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (narrow ? 60 : 36),
    overscan: 12,
  });
  const visible = virtual.getVirtualItems();
  const last = visible.at(-1)?.index ?? 0;
  useEffect(() => virtual.measure(), [narrow, virtual]);
  useEffect(() => {
    if (last >= rows.length - 30 && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [last, rows.length, hasNextPage, isFetchingNextPage, fetchNextPage]);

  const leave = () =>
    leaveTrail(definition.path, {
      address: location.pathname + location.search,
      ids: rows.map((row) => row.id ?? ''),
      count: list.count,
    });
  const move = (step: number) => {
    const next = Math.min(Math.max(at + step, 0), rows.length - 1);
    setAt(next);
    virtual.scrollToIndex(next);
  };
  const open = () => {
    leave();
    void navigate({ to: definition.record, params: { id: rows[at]?.id ?? '' } });
  };
  useKeys([
    { keys: 'J', label: 'frame.keys.down', run: () => move(1) },
    { keys: 'K', label: 'frame.keys.up', run: () => move(-1) },
    { keys: 'Enter', label: 'frame.keys.open', run: open },
  ]);

  const tracks = { gridTemplateColumns: columns.map((column) => column.width).join(' ') };
  const sort = sortOf(definition, search);
  const end = (column: Column<Row>) => (column.end ? classes.end : undefined);
  return (
    <div className={classes.table} role="table" aria-rowcount={rows.length} ref={scroller} aria-busy={list.isFetching}>
      {!narrow && (
        <div className={classes.head} role="row" style={tracks}>
          {columns.map((column) => (
            <span key={column.id} role="columnheader" aria-sort={ariaSort(sort, column.sort)} className={end(column)}>
              {column.sort ? (
                <button type="button" onClick={() => show({ ...search, sort: nextSort(sort, column.sort ?? '') })}>
                  {t(column.label)}
                  {sort === `-${column.sort}` && <IconArrowDown className="s" />}
                  {sort === column.sort && <IconArrowUp className="s" />}
                </button>
              ) : (
                t(column.label)
              )}
            </span>
          ))}
        </div>
      )}
      <div style={{ height: virtual.getTotalSize(), position: 'relative' }}>
        {visible.map(({ index, start, size }) => {
          const row = rows[index];
          if (!row) return null;
          const cells = narrow ? undefined : columns;
          return (
            <div
              key={row.id}
              role="row"
              aria-rowindex={index + 1}
              className={`${classes.row} ${narrow ? classes.two : ''} ${index === at ? classes.current : ''}`}
              style={{ ...(narrow ? {} : tracks), height: size, transform: `translateY(${start}px)` }}
            >
              <Link
                to={definition.record}
                params={{ id: row.id ?? '' }}
                onClick={leave}
                className={classes.link}
                tabIndex={index === at ? 0 : -1}
                onFocus={() => setAt(index)}
                aria-labelledby={`row-${row.id}`}
              />
              {cells?.map((column, i) => (
                <span key={column.id} id={i === 0 ? `row-${row.id}` : undefined} role="cell" className={end(column)}>
                  {column.cell(row)}
                </span>
              ))}
              {narrow &&
                definition.narrow(row).map((line, i) => (
                  <span key={i} id={i === 0 ? `row-${row.id}` : undefined} role="cell">
                    {line}
                  </span>
                ))}
            </div>
          );
        })}
      </div>
      {isFetchingNextPage && <p className={`t3 sm ${classes.more}`}>{t('list.more')}</p>}
    </div>
  );
}

function ariaSort(sort: string, column: string | undefined) {
  if (!column) return undefined;
  return sort === column ? 'ascending' : sort === `-${column}` ? 'descending' : 'none';
}
