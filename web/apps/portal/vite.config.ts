import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const server = process.env.LINLI_URL ?? 'http://127.0.0.1:8080';

/** A service worker that asks for a second file is not begun by every browser. */
const workerStandsAlone: Plugin = {
  name: 'linli-worker',
  apply: 'build',
  generateBundle(_, bundle) {
    const worker = bundle['sw.js'];
    if (worker?.type !== 'chunk' || worker.imports.length > 0) throw new Error('the service worker stands alone');
  },
};

export default defineConfig({
  base: '/portal/',
  plugins: [react(), workerStandsAlone],
  server: { proxy: { '/api': server } },
  build: {
    target: 'es2021',
    rollupOptions: {
      input: { index: 'index.html', sw: 'src/sw.ts' },
      // The service worker keeps its address.
      output: { entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js') },
    },
  },
});
