import { readFileSync } from 'node:fs';

type Env = Readonly<Record<string, string | undefined>>;

/** Ends the name of a variable that holds the path of a file with the value. */
const ENDING = '_FILE';

/** The name that gives a variable as a file: `ARC_CLIENT_SECRET_FILE`. */
export const fileVariableOf = (name: string): string => `${name}${ENDING}`;

/**
 * The environment with the content of each file that a `NAME_FILE` names as the value of `NAME`, as systemd, Docker and
 * Kubernetes give secrets. One line end at the end is no part of the value; an empty file counts as not set.
 * `fail` is called with the variable and what is wrong with it, and throws.
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
