import { defineConfig } from 'vite';

export default defineConfig({ base: './', build: { rolldownOptions: { input: ['raw.html', 'components.html'] } } });
