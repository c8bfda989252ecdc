import { broker } from './broker-from-arguments.ts';

interface ServeOptions {
  readonly hostname: string;
  readonly port: number;
  onListen(at: { readonly port: number }): void;
}
declare const Deno: { serve(options: ServeOptions, handler: typeof broker.fetch): unknown };

Deno.serve({ hostname: '127.0.0.1', port: 0, onListen: ({ port }) => console.log(port) }, broker.fetch);
