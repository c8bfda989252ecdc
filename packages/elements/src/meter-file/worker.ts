// The worker that reads files, started by `background.ts`.
import { answerTo, buffersOf, type ReadRequest } from './read.ts';

addEventListener('message', ({ data }: MessageEvent<ReadRequest>) => {
  const answer = answerTo(data);
  postMessage(answer, { transfer: buffersOf(answer) });
});
