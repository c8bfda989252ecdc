import { DatabaseSync } from 'node:sqlite';
import type { Keeper, KeptState } from '../options.ts';
import { UsageError } from './usage-error.ts';

const LAYOUT_VERSION = 1;
/**
 * Bearer and connect tokens are secrets that a client fetches again: they are not written to a
 * disk.
 */
const NOT_KEPT = new Set(['access_tokens', 'connect_tokens']);

/** A keeper with a file behind it. */
export interface SqliteKeeper extends Keeper {
  /** Writes what is outstanding and closes the file. */
  close(): void;
}

/**
 * Keeps a sandbox's state in a SQLite file. All changes of one turn of the event loop are one
 * transaction, so a killed process leaves either all of what a request did or nothing of it.
 *
 * @throws {UsageError} One line that names the file and says what is wrong with it.
 */
export function openSqliteKeeper(path: string): SqliteKeeper {
  const database = open(path);
  const put = database.prepare(
    `INSERT INTO records (collection, id, body) VALUES (?, ?, ?)
     ON CONFLICT (collection, id) DO UPDATE SET body = excluded.body`,
  );
  const remove = database.prepare('DELETE FROM records WHERE collection = ? AND id = ?');
  const set = database.prepare(
    'INSERT INTO settings (name, body) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET body = excluded.body',
  );
  let pending: (() => void)[] = [];
  let closed = false;

  const flush = (): void => {
    if (pending.length === 0 || closed) return;
    const writes = pending;
    pending = [];
    try {
      database.exec('BEGIN IMMEDIATE');
      for (const write of writes) write();
      database.exec('COMMIT');
    } catch (error) {
      // Going on with half of the changes would look like success after the next start.
      throw new Error(`cannot keep state in ${path}: ${(error as Error).message}`, { cause: error });
    }
  };
  const later = (write: () => void): void => {
    if (closed) return;
    if (pending.push(write) === 1) queueMicrotask(flush);
  };

  return {
    load(): KeptState | null {
      const settings = Object.fromEntries(
        database
          .prepare('SELECT name, body FROM settings')
          .all()
          .map((row) => [String(row.name), JSON.parse(String(row.body)) as unknown]),
      );
      if (settings.seed === undefined) return null;
      const rows = database.prepare('SELECT collection, body FROM records ORDER BY position').all();
      return {
        settings,
        records: rows.map((row) => ({
          collection: String(row.collection),
          record: JSON.parse(String(row.body)) as { id: string },
        })),
      };
    },
    change(collection, id, record) {
      if (NOT_KEPT.has(collection)) return;
      if (record === null) later(() => remove.run(collection, id));
      else {
        const body = JSON.stringify(record);
        later(() => put.run(collection, id, body));
      }
    },
    setting(name, value) {
      const body = JSON.stringify(value);
      later(() => set.run(name, body));
    },
    clear() {
      later(() => database.exec('DELETE FROM records; DELETE FROM settings;'));
    },
    close() {
      flush();
      closed = true;
      database.close();
    },
  };
}

function open(path: string): DatabaseSync {
  try {
    const database = new DatabaseSync(path);
    // Exclusive: two sandboxes on one file would each overwrite what the other keeps.
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
    const version = Number(database.prepare('PRAGMA user_version').get()?.user_version);
    if (version !== 0 && version !== LAYOUT_VERSION) {
      throw new UsageError(`--db ${path}: it was made by another version of the sandbox; choose another file`);
    }
    database.exec(`
      CREATE TABLE IF NOT EXISTS records (
        position INTEGER PRIMARY KEY AUTOINCREMENT, collection TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL,
        UNIQUE (collection, id)
      );
      CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, body TEXT NOT NULL);
      PRAGMA user_version = ${LAYOUT_VERSION};
    `);
    return database;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    const reason = (error as Error).message.split('\n')[0] as string;
    const busy = /locked|busy/.test(reason);
    throw new UsageError(`--db ${path}: ${busy ? 'another sandbox is using it' : reason}`, { cause: error });
  }
}
