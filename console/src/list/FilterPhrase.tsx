import { Popover } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../format';
import { Button } from '../parts/Button';
import type { Filter } from './definition';
import classes from './list.module.css';

interface Props<Query> {
  filter: Filter<Query>;
  value: string;
  /** Just chosen: it asks for its value at once. */
  isNew: boolean;
  change: (value: string | undefined) => void;
}

const RELATIONS = {
  choice: 'list.isOneOf',
  text: 'list.is',
  number: 'list.is',
  user: 'list.is',
  prefix: 'list.startsWith',
  from: 'list.from',
  until: 'list.until',
} as const;

/** "Stage is Lead, Qualified": press it to change it. */
export function FilterPhrase<Query>({ filter, value, isNew, change }: Props<Query>) {
  const { t } = useTranslation();
  const formats = useFormats();
  const [opened, setOpened] = useState(isNew);
  const close = () => {
    setOpened(false);
    if (isNew && !value) change(undefined);
  };

  return (
    <span className="filter">
      <Popover opened={opened} onChange={(open) => !open && close()} position="bottom-start" trapFocus>
        <Popover.Target>
          <button type="button" className={classes.phrase} onClick={() => setOpened(!opened)}>
            <span className="t2">{t(filter.label)}</span> <em>{t(RELATIONS[filter.kind])}</em> <b>{shown()}</b>
          </button>
        </Popover.Target>
        <Popover.Dropdown>{filter.kind === 'choice' ? choices(filter) : entry()}</Popover.Dropdown>
      </Popover>
      <button
        type="button"
        className={classes.remove}
        aria-label={t('list.remove', { name: t(filter.label) })}
        onClick={() => change(undefined)}
      >
        <IconX className="s" />
      </button>
    </span>
  );

  function shown() {
    if (!value) return '…';
    switch (filter.kind) {
      case 'choice':
        return value
          .split(',')
          .map((each) => t(filter.option(each)) as string)
          .join(', ');
      case 'user':
        return value === 'me' ? t('list.me') : value;
      case 'from':
      case 'until':
        return formats.day(`${value}T00:00`);
      default:
        return value;
    }
  }

  function choices({ options, option }: Extract<Filter<Query>, { kind: 'choice' }>) {
    const chosen = value ? value.split(',') : [];
    const toggle = (each: string) => {
      const next = options.filter((other) => (other === each ? !chosen.includes(each) : chosen.includes(other)));
      change(next.join(',') || undefined);
    };
    return options.map((each) => (
      <label key={each} className={classes.choice}>
        <input type="checkbox" checked={chosen.includes(each)} onChange={() => toggle(each)} />
        {t(option(each)) as string}
      </label>
    ));
  }

  function entry() {
    const type = { from: 'date', until: 'date', number: 'number' }[filter.kind as string] ?? 'text';
    const submit = (event: FormEvent<HTMLFormElement>) => {
      event.preventDefault();
      setOpened(false);
      change(String(new FormData(event.currentTarget).get('value') ?? '').trim() || undefined);
    };
    return (
      <form onSubmit={submit} className="row g2">
        <input
          className="input"
          type={type}
          name="value"
          defaultValue={value}
          aria-label={t(filter.label)}
          data-autofocus
        />
        {filter.kind === 'user' && <Button onClick={() => change('me')}>{t('list.me')}</Button>}
        <Button kind="ink" type="submit">
          {t('list.apply')}
        </Button>
      </form>
    );
  }
}
