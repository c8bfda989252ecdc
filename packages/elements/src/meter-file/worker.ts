// The worker that reads files, started by `background.ts`.
import { buffersOf, type ReadRequest, readOrRefuse } from './read.ts';

addEventListener('message', ({ data }: MessageEvent<ReadRequest>) => {
  const answer = readOrRefuse(data);
  postMessage(answer, { transfer: buffersOf(answer) });
});
