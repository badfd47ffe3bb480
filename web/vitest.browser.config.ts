import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const installed = (name: string) => fileURLToPath(new URL(`./node_modules/${name}`, import.meta.url));

/** The screens in a real Chromium, against a running server (see tests/browser). */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  resolve: { alias: { 'playwright-core': installed('playwright-core/index.mjs'), 'axe-core': installed('axe-core/axe.js') } },
  server: { fs: { allow: ['..'] } },
  test: {
    include: ['tests/browser/**/*.test.ts'],
    environment: 'node',
    fileParallelism: false,
    // What the files share (the driver, the rules, every text) is loaded once for all of them; what each opened is closed after it.
    isolate: false,
    setupFiles: ['tests/browser/setup.ts'],
    testTimeout: 240_000,
    hookTimeout: 90_000,
  },
});
