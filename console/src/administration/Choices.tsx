import { Popover } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asFailure } from '../api/problem';
import list from '../list/list.module.css';
import { Button } from '../parts/Button';
import { problemText } from '../parts/problemText';
import classes from './administration.module.css';

interface Props {
  label: string;
  chosen: string[];
  options: { value: string; label: string }[];
  /** Left out: they may not be changed. */
  save?: (chosen: string[]) => Promise<void>;
}

/** Some of several, shown as chips and ticked in a menu that saves all at once. */
export function Choices({ label, chosen, options, save }: Props) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<string[]>();
  const [refused, setRefused] = useState<string>();
  const known = options.filter(({ value }) => chosen.includes(value));
  const chips = known.map(({ value, label: text }) => (
    <span key={value} className="chip">
      {text}
    </span>
  ));
  if (!save) return <span className={classes.chips}>{chips.length > 0 ? chips : '–'}</span>;

  async function send(values: string[]) {
    setRefused(undefined);
    try {
      await save?.(values);
      setDraft(undefined);
    } catch (error) {
      const failure = asFailure(error);
      setRefused(failure.errors[0]?.message ?? problemText(failure, t));
    }
  }

  return (
    <Popover
      opened={draft !== undefined}
      onChange={(open) => !open && setDraft(undefined)}
      position="bottom-start"
      trapFocus
    >
      <Popover.Target>
        <button
          type="button"
          className={classes.chips}
          aria-label={t('record.edit', { field: label })}
          onClick={() => setDraft(draft ? undefined : chosen)}
        >
          {chips.length > 0 ? chips : <span className="t3">{t('record.none')}</span>}
          <IconPencil className="s t3" aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={classes.options}>
          {options.map(({ value, label: text }) => (
            <label key={value} className={list.choice}>
              <input
                type="checkbox"
                checked={draft?.includes(value) ?? false}
                onChange={() =>
                  setDraft((before = []) =>
                    before.includes(value) ? before.filter((each) => each !== value) : [...before, value],
                  )
                }
              />
              {text}
            </label>
          ))}
        </div>
        {refused && (
          <p role="alert" className="sm red ink-h">
            {refused}
          </p>
        )}
        <Button kind="ink" small onClick={() => void send(draft ?? [])}>
          {t('record.save')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
