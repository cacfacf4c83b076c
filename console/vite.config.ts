import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** The gateway that `npm run dev` passes requests on to. Sign in there first; its cookies count here, too. */
const gateway = process.env.CRM_GATEWAY ?? 'http://127.0.0.1:8080';

export default defineConfig({
  plugins: [react()],
  // Nothing is put into the page itself, because the gateway's policy takes files only.
  build: { target: 'es2023', assetsInlineLimit: 0 },
  server: {
    host: '127.0.0.1',
    proxy: Object.fromEntries(
      ['/api', '/sign-in', '/sign-out', '/account', '/oauth2', '/login', '/docs'].map((path) => [path, gateway]),
    ),
  },
  test: {
    environment: 'jsdom',
    testTimeout: 30_000,
    setupFiles: 'src/testing/setup.ts',
    include: ['src/**/*.test.{ts,tsx}', 'scripts/*.test.js'],
  },
});
