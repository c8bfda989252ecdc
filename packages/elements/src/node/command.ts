import { EmbedOptionError } from '../embed-code/embed-code.ts';
import { answerTo } from './answer.ts';

try {
  console.log(await answerTo(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof EmbedOptionError ? error.message : error);
  process.exitCode = error instanceof EmbedOptionError ? 2 : 1;
}
