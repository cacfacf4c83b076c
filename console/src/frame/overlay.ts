import { useSyncExternalStore } from 'react';

/** What lies over the page now: the menu of narrow screens, the palette, the list of keys, or nothing. */
type Overlay = 'menu' | 'palette' | 'keys' | undefined;

let shown: Overlay;
const listeners = new Set<() => void>();

export function open(overlay: Overlay) {
  shown = overlay;
  listeners.forEach((listener) => listener());
}

export const openMenu = () => open('menu');
export const closeOverlay = () => open(undefined);

export function useOverlay() {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => shown,
  );
}
