import { IconLock, IconPencil } from '@tabler/icons-react';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asFailure } from '../api/problem';
import { Kbd } from '../parts/Kbd';
import { problemText } from '../parts/problemText';
import { ConflictCard } from './ConflictCard';
import classes from './record.module.css';

/** What somebody else made of a field while it was edited here. */
export interface Conflict {
  theirs: string;
  who: string;
  when?: string;
}

export interface Editing {
  value: string;
  /** Throws what the service refused. */
  save: (value: string) => Promise<void>;
  /** Reads the record again, to show what is there now. */
  reread: () => Promise<Conflict>;
  options?: { value: string; label: string }[];
  type?: 'text' | 'date' | 'email' | 'tel';
}

interface Props {
  label: string;
  children?: ReactNode;
  /** Left out: it cannot be edited here. */
  edit?: Editing;
  /** The role may not see it. */
  hidden?: boolean;
  /** At the day that is shown, it was something else than now. */
  changed?: boolean;
}

/** A field of a record. A click or Enter edits it in place, Enter saves, Esc leaves. */
export function FieldRow({ label, children, edit, hidden, changed }: Props) {
  const { t } = useTranslation();
  const [isEditing, setEditing] = useState(false);
  if (hidden) {
    return (
      <Row label={label}>
        <IconLock className="s t3" /> <span className="t3">{t('record.notForYou')}</span>
      </Row>
    );
  }
  if (edit && isEditing) {
    return (
      <Row label={label}>
        <FieldEditor label={label} edit={edit} leave={() => setEditing(false)} />
      </Row>
    );
  }
  return (
    <Row label={label} changed={changed}>
      {edit ? (
        <button
          type="button"
          className={classes.value}
          onClick={() => setEditing(true)}
          aria-label={t('record.edit', { field: label })}
        >
          <span className="grow clip">
            {children || <span className="t3">{t('record.add', { field: label.toLowerCase() })}</span>}
          </span>
          <IconPencil className={`s t3 ${classes.pencil}`} />
        </button>
      ) : (
        <span className="clip">{children || <span className="t3">–</span>}</span>
      )}
    </Row>
  );
}

function Row({ label, changed, children }: { label: string; changed?: boolean; children: ReactNode }) {
  return (
    <div className={`field ${changed ? classes.changed : ''}`} role="group" aria-label={label}>
      <span>{label}</span>
      <span>{children}</span>
    </div>
  );
}

type State = { is: 'open' | 'saving' } | { is: 'refused'; why: string } | { is: 'conflict'; conflict: Conflict };

function FieldEditor({ label, edit, leave }: { label: string; edit: Editing; leave: () => void }) {
  const { t } = useTranslation();
  const [state, setState] = useState<State>({ is: 'open' });
  const typed = useRef(edit.value);

  async function save() {
    if (typed.current.trim() === edit.value) return leave();
    setState({ is: 'saving' });
    try {
      await edit.save(typed.current.trim());
      leave();
    } catch (error) {
      const failure = asFailure(error);
      if (failure.isConflict) {
        setState({ is: 'conflict', conflict: await edit.reread() });
      } else {
        setState({ is: 'refused', why: failure.errors[0]?.message ?? problemText(failure, t) });
      }
    }
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && state.is !== 'saving') void save();
    if (event.key === 'Escape') leave();
  }

  if (state.is === 'conflict') {
    return <ConflictCard conflict={state.conflict} mine={typed.current} take={leave} keep={() => void save()} />;
  }
  const given = {
    'aria-label': label,
    'aria-invalid': state.is === 'refused',
    defaultValue: typed.current,
    autoFocus: true,
    'aria-busy': state.is === 'saving',
    onKeyDown,
  };
  return (
    <span className={classes.editor}>
      <span className="input focus">
        {edit.options ? (
          <select {...given} onChange={(event) => (typed.current = event.target.value)}>
            {edit.options.map(({ value, label: text }) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
          </select>
        ) : (
          <input {...given} type={edit.type ?? 'text'} onChange={(event) => (typed.current = event.target.value)} />
        )}
        <button type="button" className={classes.enter} aria-label={t('record.save')} onClick={() => void save()}>
          <Kbd keys="Enter" />
        </button>
      </span>
      {state.is === 'refused' && (
        <span role="alert" className={classes.refused}>
          {state.why}
        </span>
      )}
    </span>
  );
}
