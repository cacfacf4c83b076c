import { Modal } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { type KeyboardEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Kbd } from '../parts/Kbd';
import classes from './Palette.module.css';
import { type Entry, useEntries } from './paletteEntries';

/** One line that finds people, numbers and pages, and runs actions. */
export function Palette({ opened, close }: { opened: boolean; close: () => void }) {
  return (
    <Modal
      opened={opened}
      onClose={close}
      withCloseButton={false}
      size={620}
      yOffset={120}
      padding={0}
      radius="lg"
      transitionProps={{ duration: 110 }}
    >
      {opened && <Search close={close} />}
    </Modal>
  );
}

function Search({ close }: { close: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [typed, setTyped] = useState('');
  const [settled] = useDebouncedValue(typed, 150);
  const [at, setAt] = useState(0);
  const { entries, nothing } = useEntries(typed, settled);
  useEffect(() => setAt(0), [typed]);

  function choose(entry: Entry | undefined) {
    if (!entry) return;
    close();
    if ('run' in entry) entry.run();
    else void navigate(entry.to);
  }

  function onKeyDown(event: KeyboardEvent) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      setAt((at + step + entries.length) % Math.max(entries.length, 1));
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      choose(entries[at]);
    }
  }

  return (
    <div onKeyDown={onKeyDown}>
      <label className={classes.line}>
        <IconSearch aria-hidden />
        <input
          data-autofocus
          role="combobox"
          aria-expanded
          aria-controls="palette-entries"
          aria-activedescendant={`palette-${at}`}
          aria-label={t('frame.search')}
          placeholder={t('frame.palette.placeholder')}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Kbd keys="Esc" />
      </label>
      <ul id="palette-entries" role="listbox" className={classes.entries} aria-label={t('frame.palette.found')}>
        {entries.map((entry, i) => (
          <li
            key={entry.id}
            id={`palette-${i}`}
            role="option"
            aria-selected={i === at}
            className={classes.entry}
            onMouseMove={() => setAt(i)}
            onClick={() => choose(entry)}
          >
            {entry.icon}
            <span className="grow clip">{entry.text}</span>
            {entry.end && <span className="t3 sm num">{entry.end}</span>}
            {i === at && <Kbd keys="Enter" />}
          </li>
        ))}
      </ul>
      <p className={`sm t3 ${classes.hint}`} role="status">
        {nothing ? t('frame.palette.nothing', { typed }) : t('frame.palette.hint')}
      </p>
    </div>
  );
}
