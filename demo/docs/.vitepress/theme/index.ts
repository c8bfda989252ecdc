import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme-without-fonts';
import ElementReference from './ElementReference.vue';
import LiveExample from './LiveExample.vue';
import PolicyGenerator from './PolicyGenerator.vue';
import ThemePlayground from './ThemePlayground.vue';
import TokenReference from './TokenReference.vue';
import './site.css';
import './tokens.css';

/** The look of VitePress in our colours, and the components that pages may use without importing them. */
export default {
  extends: DefaultTheme,
  enhanceApp({ app }) {
    app.component('LiveExample', LiveExample);
    app.component('ElementReference', ElementReference);
    app.component('PolicyGenerator', PolicyGenerator);
    app.component('ThemePlayground', ThemePlayground);
    app.component('TokenReference', TokenReference);
  },
} satisfies Theme;
