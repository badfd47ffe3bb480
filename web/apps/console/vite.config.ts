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
  plugins: [react(), workerStandsAlone],
  server: { proxy: { '/api': server, '/tiles': server } },
  worker: { format: 'es' },
  build: {
    target: 'es2022',
    chunkSizeWarningLimit: 1400,
    rolldownOptions: {
      input: { index: 'index.html', sw: 'src/sw.ts' },
      output: {
        // The service worker keeps its address.
        entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
        codeSplitting: {
          groups: [
            { name: 'maplibre', test: /node_modules[\\/](maplibre-gl|@maplibre|@mapbox)/ },
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler|@tanstack|wouter)[\\/]/ },
          ],
        },
      },
    },
  },
});
