import { broker } from './given.ts';

declare const Bun: { serve(options: object): { readonly port: number } };

// A connection that sends nothing for ten seconds would be closed, and an event stream rests for
// twenty.
const { port } = Bun.serve({ fetch: broker.fetch, hostname: '127.0.0.1', port: 0, idleTimeout: 60 });
console.log(port);
