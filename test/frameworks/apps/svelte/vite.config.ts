import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [svelte()],
  // While you develop, the session route of your server is asked for through Vite's.
  server: { proxy: { '/arc': 'http://127.0.0.1:3000' } },
});
