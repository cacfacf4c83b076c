import { useEffect, useRef } from 'react';
import type { TextKey } from '../i18n';

/** A key, a combination (`mod+K`, `shift+E`) or two keys one after the other (`G C`). */
export interface Binding {
  keys: string;
  label: TextKey;
  run: () => void;
}

/** The bindings of all that is shown; what came last goes first. */
let layers: Binding[][] = [];

export const boundKeys = () => layers.flat();

/** Binds keys while a component is shown. */
export function useKeys(bindings: Binding[]) {
  const layer = useRef<Binding[]>([]);
  useEffect(() => {
    const mine = layer.current;
    layers = [mine, ...layers];
    return () => {
      layers = layers.filter((each) => each !== mine);
    };
  }, []);
  useEffect(() => {
    layer.current.splice(0, Infinity, ...bindings);
  });
}

const SEQUENCE_MS = 1_000;
let first = { key: '', at: 0 };

function isTyping(target: EventTarget | null) {
  return (
    target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

function pressed(event: KeyboardEvent) {
  const mod = event.metaKey || event.ctrlKey;
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  const isLetter = /^[A-Z]$/.test(key);
  return (mod ? 'mod+' : '') + (event.shiftKey && isLetter ? 'shift+' : '') + key;
}

/** No single key acts while somebody types. A dialog keeps its keys to itself. */
export function handleKey(event: KeyboardEvent) {
  const keys = pressed(event);
  const isCombination = keys.startsWith('mod+');
  if (event.isComposing || event.altKey || event.defaultPrevented) return;
  if (!isCombination && (isTyping(event.target) || document.querySelector('[role=dialog]'))) return;

  const sequence = event.timeStamp - first.at < SEQUENCE_MS ? `${first.key} ${keys}` : keys;
  first = { key: keys, at: event.timeStamp };
  const bound = boundKeys();
  const binding = bound.find((each) => each.keys === sequence) ?? bound.find((each) => each.keys === keys);
  if (binding) {
    event.preventDefault();
    first = { key: '', at: 0 };
    binding.run();
  }
}

const isMac = /Mac|iPhone|iPad/.test(navigator.platform);

/** As people know the keys: `⌘K` or `Ctrl K`. */
export function written(keys: string) {
  return keys
    .replace('mod+', isMac ? '⌘' : 'Ctrl ')
    .replace('shift+', '⇧')
    .replace('Enter', '↵');
}
