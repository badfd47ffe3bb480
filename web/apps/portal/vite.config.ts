import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { icons } from '../../packages/kit/build/icons';
import { shell } from '../../packages/kit/build/shell';

const server = process.env.LINLI_URL ?? 'http://127.0.0.1:8080';

export default defineConfig({
  base: '/portal/',
  plugins: [react(), icons(), shell()],
  server: { proxy: { '/api': server } },
  build: {
    target: 'es2021',
    rollupOptions: {
      input: { index: 'index.html', sw: 'src/sw.ts' },
      // The service worker keeps its address; what it keeps is named by its content.
      output: { entryFileNames: ({ name }) => (name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js') },
    },
  },
});
