import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

// Without it Vue looks for components of these names.
const template = { compilerOptions: { isCustomElement: (tag: string) => tag.startsWith('arc-') } };

export default defineConfig({
  plugins: [vue({ template })],
  // While you develop, the session route of your server is asked for through Vite's.
  server: { proxy: { '/arc': 'http://127.0.0.1:3000' } },
});
