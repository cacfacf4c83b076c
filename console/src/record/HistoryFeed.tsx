import type { Icon } from '@tabler/icons-react';
import type { HistoryEntry } from '../api/types';
import { useFormats } from '../format';
import type { Hue } from '../parts/status';
import { useActorName } from './Actor';
import { Changes, type Wording } from './Changes';
import { byDay } from './days';
import { Event } from './Event';
import classes from './record.module.css';

interface Props {
  history: HistoryEntry[];
  icon: Icon;
  hue: Hue;
  title: (type: string) => string;
  wording: Wording;
}

/** All events of one record, newest first. What the first one wrote is the record itself, so it is not repeated. */
export function HistoryFeed({ history, icon, hue, title, wording }: Props) {
  const formats = useFormats();
  const actor = useActorName();
  return (
    <div className={`tl ${classes.feed}`}>
      {byDay(history, (entry) => entry.occurredAt ?? '').map(({ day, items }) => (
        <section key={day}>
          <h3 className="day">{formats.longDay(items[0]?.occurredAt ?? day)}</h3>
          <ol>
            {items.map(({ sequence, type = '', actor: by, occurredAt, changes = [] }) => (
              <Event
                key={sequence}
                icon={icon}
                hue={hue}
                title={title(type)}
                detail={actor(by)}
                when={occurredAt && formats.time(occurredAt)}
              >
                {sequence !== 1 && <Changes changes={changes} wording={wording} />}
              </Event>
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}
