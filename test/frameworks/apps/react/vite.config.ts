import { defineConfig } from 'vite';

export default defineConfig({
  build: { rolldownOptions: { input: ['raw.html', 'components.html'] } },
  server: { proxy: { '/arc': 'http://127.0.0.1:3000' } },
});
