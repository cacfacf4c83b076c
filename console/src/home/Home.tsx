import { IconMoodSmile } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useMe } from '../api/me';
import { useFormats } from '../format';
import { mainRole } from '../frame/screens';
import { queryOf } from '../list/query';
import { Bar } from '../parts/Bar';
import { Empty } from '../parts/Empty';
import { Failed } from '../parts/Failed';
import { Skeleton } from '../parts/Skeleton';
import { FlowCard } from './FlowCard';
import classes from './home.module.css';
import { HOMES, type Question, type Tile } from './homes';

const QUEUE = 8;

export function Home() {
  const { t } = useTranslation();
  const formats = useFormats();
  const me = useMe();
  const { tiles, queues } = HOMES[mainRole(me.roles)];
  const may = (tile: Tile) => me.may(tile.count.needs);
  return (
    <>
      <Bar title={t(greeting(new Date().getHours()), { name: me.name })}>
        <span className="t3 wide">{formats.longDay(new Date().toISOString())}</span>
      </Bar>
      <div className={`body ${classes.body}`}>
        <div className={classes.tiles}>
          {tiles.filter(may).map((tile) => (
            <Figure key={tile.label} tile={tile} />
          ))}
        </div>
        {me.may('operations:read') && <FlowCard />}
        <div className={classes.queues}>
          {queues.filter(may).map((tile) => (
            <Queue key={tile.label} tile={tile} />
          ))}
        </div>
      </div>
    </>
  );
}

function greeting(hour: number) {
  return hour < 12 ? 'home.morning' : hour < 18 ? 'home.afternoon' : 'home.evening';
}

function useAnswer({ list, search }: Question, limit: number) {
  const me = useMe();
  const query = { ...(queryOf(list, search, me.id) as object), count: true, limit };
  return useQuery({
    queryKey: ['home', list.path, query],
    queryFn: ({ signal }) => list.page(query, signal),
  });
}

function Figure({ tile }: { tile: Tile }) {
  const { t } = useTranslation();
  const { data, isError } = useAnswer(tile.count, 1);
  return (
    <Link to={tile.count.list.path} search={tile.count.search} className={`tile ${classes.tile}`}>
      <span className="k">{t(tile.label) as string}</span>
      <span className="v">{data?.count ?? (isError ? '–' : '\u00a0')}</span>
    </Link>
  );
}

function Queue({ tile }: { tile: Tile }) {
  const { t } = useTranslation();
  const { list, search } = tile.count;
  const { data, error, refetch } = useAnswer(tile.count, QUEUE);
  return (
    <section className={classes.queue}>
      <h2 className="h3">
        {t(tile.label) as string}
        <Link to={list.path} search={search} className="end link num">
          {data?.count}
        </Link>
      </h2>
      {error && <Failed error={error} what={t(list.title) as string} again={() => void refetch()} />}
      {!data && !error && <Skeleton rows={4} height={48} />}
      {data?.items.length === 0 && <Empty icon={IconMoodSmile} title={t('home.nothing')} why={t('home.nothingWhy')} />}
      {data?.items.map((row) => (
        <Link key={row.id} to={list.record} params={{ id: row.id ?? '' }} className={classes.row}>
          {list.narrow(row).map((line, i) => (
            <span key={i} className={i === 0 ? undefined : 'sm t3'}>
              {line}
            </span>
          ))}
        </Link>
      ))}
    </section>
  );
}
