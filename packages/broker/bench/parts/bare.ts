/** The bare proxy for comparison: Node and undici, without any check. */
import { createServer } from 'node:http';
import { pipeline } from 'node:stream';
import { Pool } from 'undici';
import { announce } from './announce.ts';

const pool = new Pool(process.argv[2] ?? '', { connections: 64 });
const server = createServer(async (request, response) => {
  const answer = await pool.request({
    path: request.url ?? '/',
    method: 'GET',
    headers: { authorization: 'Bearer upstream-token', accept: 'application/json' },
  });
  response.writeHead(answer.statusCode, { 'content-type': 'application/json' });
  pipeline(answer.body, response, () => undefined);
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => announce(server));
