import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const server = process.env.LINLI_URL ?? 'http://127.0.0.1:8080';

export default defineConfig({
  base: '/portal/',
  plugins: [react()],
  server: { proxy: { '/api': server } },
  build: { target: 'es2021' },
});
