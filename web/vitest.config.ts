import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['apps/*/src/**/*.test.ts', 'packages/*/src/**/*.test.ts'],
    environment: 'node',
    // None leaves anything behind that another could see: what is loaded is loaded once.
    isolate: false,
  },
});
