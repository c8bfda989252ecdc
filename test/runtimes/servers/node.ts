import { serve } from '@hono/node-server';
import { broker } from './broker-from-arguments.ts';

serve({ fetch: broker.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => console.log(port));
