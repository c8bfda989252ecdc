import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme-without-fonts';
import ElementReference from './ElementReference.vue';
import LiveExample from './LiveExample.vue';
import PolicyGenerator from './PolicyGenerator.vue';
import ThemePlayground from './ThemePlayground.vue';
import TokenReference from './TokenReference.vue';
import './site.css';
import './tokens.css';

/**
 * VitePress' default theme in our colours, with the components that pages use without an import.
 */
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
