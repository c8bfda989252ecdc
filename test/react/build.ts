import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, type InlineConfig } from 'vite';

const ENTRY = join(import.meta.dirname, 'portal.tsx');
const COMMON: InlineConfig = { configFile: false, root: import.meta.dirname, logLevel: 'warn', mode: 'development' };

/** The portal as a partner's own tools would build it from the published packages. */
export interface BuiltPortal {
  /** Folder with `portal.js` for the browser; chunks beside it. */
  readonly folder: string;
  /** What a server sends before any script runs. */
  readonly html: string;
  remove(): Promise<void>;
}

/** Builds the portal for browser and server, in React's development build: only that one says what is wrong. */
export async function buildPortal(broker: string): Promise<BuiltPortal> {
  const folder = await mkdtemp(join(tmpdir(), 'arc-elements-react-'));
  const output = (name: string): InlineConfig['build'] => ({
    outDir: join(folder, name),
    minify: false,
    emptyOutDir: false,
    rolldownOptions: {
      // `use client` is for frameworks that split an app in two; a plain bundle has no use for it.
      onLog: (level, log, next) => log.code !== 'MODULE_LEVEL_DIRECTIVE' && next(level, log),
      input: { portal: ENTRY },
      preserveEntrySignatures: 'strict',
      output: { entryFileNames: '[name].js' },
    },
  });
  await build({ ...COMMON, define: { 'process.env.NODE_ENV': '"development"' }, build: output('browser') ?? {} });
  await build({ ...COMMON, ssr: { noExternal: true }, build: { ...output('server'), ssr: ENTRY } });
  const server = (await import(join(folder, 'server/portal.js'))) as { render(broker: string): string };
  return {
    folder: join(folder, 'browser'),
    html: server.render(broker),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
