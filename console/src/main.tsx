import './theme';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { queries } from './api/queries';
import { startLanguage } from './i18n';
import { handleKey } from './keys/keys';
import { router } from './router';
import { cssVariables, theme } from './theme';

await startLanguage();
window.addEventListener('keydown', handleKey);
// After an upgrade, files that this page names are gone; a new page names the new ones.
window.addEventListener('vite:preloadError', () => location.reload());

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
      <Notifications position="bottom-center" autoClose={8_000} limit={3} />
    </MantineProvider>
  </StrictMode>,
);
