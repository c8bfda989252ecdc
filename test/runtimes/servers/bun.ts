import { broker } from './broker-from-arguments.ts';

declare const Bun: { serve(options: object): { readonly port: number } };

// By default Bun closes a connection that is silent for ten seconds; event streams are silent for
// twenty.
const { port } = Bun.serve({ fetch: broker.fetch, hostname: '127.0.0.1', port: 0, idleTimeout: 60 });
console.log(port);
