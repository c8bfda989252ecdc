/** Components as TypeScript sees them: their own compiler knows more. */
declare module '*.vue' {
  import type { DefineComponent } from 'vue';

  const component: DefineComponent;
  export default component;
}
