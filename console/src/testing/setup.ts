import { cleanup, configure } from '@testing-library/react';
import { afterEach, beforeAll, vi } from 'vitest';
import { startLanguage } from '../i18n';

// What jsdom lacks and Mantine asks for.
vi.stubGlobal('matchMedia', (media: string) => ({
  matches: false,
  media,
  addEventListener: () => undefined,
  removeEventListener: () => undefined,
}));
vi.stubGlobal(
  'ResizeObserver',
  class {
    observe() {}
    unobserve() {}
    disconnect() {}
  },
);

// Screens are loaded when they are first shown, which takes a moment on a busy machine.
configure({ asyncUtilTimeout: 10_000 });

beforeAll(startLanguage);
afterEach(cleanup);
