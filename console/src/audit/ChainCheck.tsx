import { IconShieldCheck, IconShieldQuestion, IconShieldX } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asFailure } from '../api/problem';
import { useFormats } from '../format';
import { Button } from '../parts/Button';
import { problemText } from '../parts/problemText';
import classes from './audit.module.css';
import { chainOf, check, type Checked } from './chain';
import { type Trail, TRAILS } from './trail';

type State = Checked | { is: 'checking'; done: number; of: number } | { is: 'unread'; why: string };

/** Whether the chains are whole, computed again in this browser when somebody asks for it. */
export function ChainCheck() {
  const { t } = useTranslation();
  const formats = useFormats();
  const [states, setStates] = useState<Partial<Record<Trail, State>>>({});
  const [at, setAt] = useState<string>();
  const running = useRef<AbortController>(undefined);
  const set = (trail: Trail, state: State) => setStates((before) => ({ ...before, [trail]: state }));
  const known = TRAILS.flatMap((trail) => states[trail] ?? []);
  const checking = known.some(({ is }) => is === 'checking');
  const bad = known.filter(({ is }) => is === 'broken').length;
  const unread = known.filter(({ is }) => is === 'unread').length;
  const entries = known.reduce((sum, state) => sum + (state.is === 'whole' ? state.head.sequence : 0), 0);

  async function start() {
    const stop = new AbortController();
    running.current = stop;
    setStates({});
    setAt(new Date().toISOString());
    for (const trail of TRAILS) {
      try {
        const chain = chainOf(trail, stop.signal);
        set(trail, await check(chain, (done, of) => set(trail, { is: 'checking', done, of })));
      } catch (error) {
        if (stop.signal.aborted) return setStates({});
        set(trail, { is: 'unread', why: problemText(asFailure(error), t) });
      }
    }
  }

  const Icon =
    bad > 0 ? IconShieldX : known.length > 0 && !checking && unread === 0 ? IconShieldCheck : IconShieldQuestion;
  const hue = bad > 0 ? 'red' : Icon === IconShieldCheck ? 'green' : 'grey';
  return (
    <section className={classes.check} aria-label={t('audit.chain')}>
      <Icon className={`${hue} ink-h`} aria-hidden />
      <div className="grow">
        <p className="b" role="status">
          {sentence()}
        </p>
        <p className={`sm t2 ${classes.chains}`}>
          {known.length === 0
            ? t('audit.checkWhy')
            : TRAILS.map((trail) => {
                const state = states[trail];
                return state && <ChainState key={trail} trail={trail} state={state} />;
              })}
        </p>
      </div>
      {checking ? (
        <Button onClick={() => running.current?.abort()}>{t('audit.stop')}</Button>
      ) : (
        <Button closed={globalThis.crypto?.subtle ? undefined : t('audit.needsHttps')} onClick={() => void start()}>
          {t(known.length > 0 ? 'audit.checkAgain' : 'audit.check')}
        </Button>
      )}
    </section>
  );

  function sentence() {
    if (bad > 0) return t('audit.broken', { count: bad });
    if (checking) return t('audit.checking');
    if (known.length === 0) return t('audit.unchecked');
    if (unread > 0) return t('audit.partlyChecked', { count: unread });
    return t('audit.whole', { count: entries, entries: formats.number(entries), time: formats.time(at ?? '') });
  }
}

function ChainState({ trail, state }: { trail: Trail; state: State }) {
  const { t } = useTranslation();
  const formats = useFormats();
  const name = t(`audit.trail.${trail}`);
  switch (state.is) {
    case 'checking':
      return (
        <span className="num">
          {name} {formats.number(state.done)} / {formats.number(state.of)}
        </span>
      );
    case 'whole':
      return (
        <span className="num">
          {name} {formats.number(state.head.sequence)} <span className="mono t3">{short(state.head.hash)}</span>
        </span>
      );
    case 'empty':
      return <span>{t('audit.emptyTrail', { trail: name })}</span>;
    case 'broken':
      return (
        <b className="red ink-h">{t('audit.brokenAt', { trail: name, sequence: formats.number(state.sequence) })}</b>
      );
    case 'unread':
      return (
        <span className="amber ink-h">
          {name}: {state.why}
        </span>
      );
  }
}

const short = (hash: string) => `${hash.slice(0, 4)}…${hash.slice(-4)}`;
