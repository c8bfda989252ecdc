import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener, RequestError } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { isCut } from '../faults/broken-answers.ts';
import { isAnswered, isLoopback } from '../hosts.ts';
import type { ConfiguredImport, SandboxOptions } from '../options.ts';
import { createSandbox, type Sandbox } from '../sandbox.ts';
import { readImportFile } from './import-file.ts';
import type { ImportFile } from './import-flags.ts';
import { readRecordedFolder } from './recorded-folder.ts';
import { openSqliteKeeper } from './sqlite-keeper.ts';

export { readImportFile } from './import-file.ts';
export type { ImportFile } from './import-flags.ts';
export { type RecordOptions, type RunningRecorder, startRecorder } from './record.ts';
export { readRecordedFolder } from './recorded-folder.ts';
export { openSqliteKeeper, type SqliteKeeper } from './sqlite-keeper.ts';
export { UsageError } from './usage-error.ts';

/** A sandbox on a port. */
export interface RunningSandbox {
  /** Its origin, without a slash at the end. */
  readonly url: string;
  readonly sandbox: Sandbox;
  /** Ends connections, timers and webhooks. */
  close(): Promise<void>;
}

/** Options of a sandbox on a port. */
export interface StartOptions extends Omit<SandboxOptions, 'imports' | 'keeper'> {
  /** Files, or meters that were read already. */
  readonly imports?: readonly (ImportFile | ConfiguredImport)[];
  /**
   * Called with a line for each choice that reading the files made, and for all that it left out.
   */
  readonly report?: (line: string) => void;
  /** Folder of recorded answers, HAR or JSON; see `readRecordings`. */
  readonly recordedFolder?: string;
  /**
   * SQLite file that keeps the state; what it holds takes precedence over `seed` and `now`. Default:
   * memory only.
   */
  readonly database?: string;
  /** Default 4010; 0 picks a free one. */
  readonly port?: number;
  /** Address to listen on. Default `127.0.0.1`. */
  readonly host?: string;
  /**
   * On loopback, host names that are answered besides those of this machine and of the platform.
   */
  readonly hosts?: readonly string[];
}

/**
 * Starts a sandbox on a port.
 * @throws {UsageError} A file cannot be imported, the recorded answers cannot be read, or the
 * database cannot be opened.
 * @throws {Error} With `code` `EADDRINUSE` and the like, when it cannot listen there.
 */
export async function startSandbox(options: StartOptions = {}): Promise<RunningSandbox> {
  const {
    port = 4010,
    host = '127.0.0.1',
    hosts = [],
    imports = [],
    report,
    database,
    recordedFolder,
    ...rest
  } = options;
  const keeper = database === undefined ? undefined : openSqliteKeeper(database);
  const sandbox = createSandbox({
    ...rest,
    ...(keeper === undefined ? {} : { keeper }),
    ...(recordedFolder === undefined ? {} : { recorded: readRecordedFolder(recordedFolder) }),
    imports: imports.flatMap((each) => {
      if (!('path' in each)) return [each];
      const { path, choices, ...user } = each;
      return readImportFile(path, choices, report).map((meter) => ({ ...user, meter }));
    }),
  });
  /**
   * Answers as the sandbox does. A cut answer is written here, because the server would report an
   * error instead.
   */
  const answer = async (request: Request, outgoing: ServerResponse): Promise<Response> => {
    if (isLoopback(bracketed(host)) && !isAnswered(new URL(request.url).hostname, hosts)) return refused();
    const response = await sandbox.fetch(request);
    if (!isCut(response)) return response;
    await writeAndCut(response, outgoing);
    return RESPONSE_ALREADY_SENT;
  };
  const server = createServer(
    getRequestListener((request, { outgoing }) => answer(request, outgoing as ServerResponse), {
      overrideGlobalObjects: false,
      hostname: 'localhost', // HTTP/1.0 may leave it out
      errorHandler: (error) => {
        // Its Host header is no host name, which is a mistake of the client.
        if (error instanceof RequestError) return Response.json({ error: 'Bad Request' }, { status: 400 });
        console.error('sandbox:', error);
        return Response.json({ error: 'Internal Server Error' }, { status: 500 });
      },
    }),
  );
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, () => {
        server.off('error', reject);
        resolve();
      });
    });
  } catch (error) {
    sandbox.close();
    keeper?.close();
    throw error;
  }
  const at = server.address() as AddressInfo;
  return {
    url: `http://${bracketed(at.address)}:${at.port}`,
    sandbox,
    close: () =>
      new Promise((resolve) => {
        sandbox.close();
        server.close(() => {
          keeper?.close();
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** Returns an address as a URL writes it. */
const bracketed = (address: string): string => (address.includes(':') ? `[${address}]` : address);

/** Sends an answer up to where it is cut, then breaks the connection. */
async function writeAndCut(response: Response, outgoing: ServerResponse): Promise<void> {
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.flushHeaders();
  const reader = response.body?.getReader();
  try {
    for (;;) {
      const piece = await reader?.read();
      if (piece === undefined || piece.done) break;
      await new Promise<void>((resolve) => outgoing.write(piece.value, () => resolve()));
    }
  } catch {
    // The stream of a cut answer ends with an error, which tells it from a whole one.
  }
  // Flushed headers reach the system a turn later than what was written.
  await new Promise((resolve) => setImmediate(resolve));
  outgoing.destroy();
}

const refused = (): Response =>
  Response.json({ error: 'This sandbox serves this machine only; give it other names with --host' }, { status: 403 });
