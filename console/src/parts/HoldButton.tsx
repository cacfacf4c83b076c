import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from './Button';

const SECONDS = 10;

interface Props {
  children: string;
  disabled?: boolean;
  run: () => void;
}

/** For what cannot be taken back: once pressed, it waits ten seconds in which it can be stopped. */
export function HoldButton({ children, disabled, run }: Props) {
  const { t } = useTranslation();
  const [left, setLeft] = useState(0);
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    if (left === 0) return;
    const tick = setTimeout(() => {
      setLeft(left - 1);
      if (left === 1) latest.current();
    }, 1_000);
    return () => clearTimeout(tick);
  }, [left]);

  if (left === 0) {
    return (
      <Button small disabled={disabled} onClick={() => setLeft(SECONDS)}>
        {children}
      </Button>
    );
  }
  return (
    <Button small kind="jade" onClick={() => setLeft(0)}>
      {t('record.held', { what: children, seconds: left })}
    </Button>
  );
}
