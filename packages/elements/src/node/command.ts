import { EmbedOptionError } from '../embed-code/embed-code.ts';
import { outputOf } from './output.ts';

try {
  console.log(await outputOf(process.argv.slice(2)));
} catch (error) {
  console.error(error instanceof EmbedOptionError ? error.message : error);
  process.exitCode = error instanceof EmbedOptionError ? 2 : 1;
}
