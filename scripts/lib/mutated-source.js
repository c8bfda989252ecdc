/**
 * Loaded before a test (`--import`): changes the text of one source file as it is loaded; the file
 * itself stays.
 */
import { registerHooks } from 'node:module';

const { url, start, end, text } = JSON.parse(process.env.ARC_MUTATION);

registerHooks({
  load(loadedUrl, context, next) {
    const loaded = next(loadedUrl, context);
    if (loadedUrl !== url) return loaded;
    const source = String(loaded.source);
    return { ...loaded, source: source.slice(0, start) + text + source.slice(end) };
  },
});
