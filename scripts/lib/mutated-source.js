/** Loaded before a test (`--import`): gives one file of ours a changed text, without touching the file itself. */
import { registerHooks } from 'node:module';

const { url, start, end, text } = JSON.parse(process.env.ARC_MUTATION);

registerHooks({
  load(asked, context, next) {
    const loaded = next(asked, context);
    if (asked !== url) return loaded;
    const source = String(loaded.source);
    return { ...loaded, source: source.slice(0, start) + text + source.slice(end) };
  },
});
