import { readFileSync } from 'node:fs';

type Env = Readonly<Record<string, string | undefined>>;

/** Suffix of a variable that holds the path of a file with the value. */
const SUFFIX = '_FILE';

/** Returns the name of the variable with the path of a file, such as `ARC_CLIENT_SECRET_FILE`. */
export const fileVariableOf = (name: string): string => `${name}${SUFFIX}`;

/**
 * Reads values from files, as systemd, Docker and Kubernetes provide secrets. Returns an
 * environment in which `NAME` has the content of the file that `NAME_FILE` names, without a line
 * break at its end. An empty file counts as not set. `fail` gets a variable and what is wrong with
 * it, and must throw.
 */
export function withFiles(env: Env, names: readonly string[], fail: (name: string, problem: string) => never): Env {
  const values: Record<string, string | undefined> = { ...env };
  for (const name of names) {
    const path = env[fileVariableOf(name)];
    if (!path) continue;
    if (env[name]) fail(name, `is set and ${fileVariableOf(name)} is too; set one of them`);
    try {
      values[name] = readFileSync(path, 'utf8').replace(/\r?\n$/, '');
    } catch (cause) {
      const code = cause instanceof Error && 'code' in cause ? ` (${cause.code})` : '';
      fail(fileVariableOf(name), `names a file that cannot be read${code}`);
    }
  }
  return values;
}
