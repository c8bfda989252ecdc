import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { freePort } from '../../packages/broker/src/testing/free-port.ts';
import { HOST, makeCertificate, programOf } from '../../packages/broker/src/testing/nginx.ts';

const PACKAGE = join(import.meta.dirname, '../../packages/broker');
const FOLDERS = [
  'bin',
  'etc/nginx/sites-available',
  'etc/nginx/sites-enabled',
  'etc/systemd/system',
  `etc/letsencrypt/live/${HOST}`,
  'etc/letsencrypt/renewal-hooks/deploy',
  'opt',
  'nginx',
  'home',
];

/**
 * Emulates a Debian machine in a folder, to run the commands of a page. The folder has `/etc` and
 * `/opt`. `apt-get`, `systemctl` and `npm` are scripts in place of the real ones; the broker and
 * nginx are real and listen on loopback.
 */
export class FakeMachine {
  readonly folder: string;
  readonly #env: NodeJS.ProcessEnv;
  /** Texts in commands, and what replaces them. */
  readonly #replacements: Readonly<Record<string, string>>;

  private constructor(folder: string, env: NodeJS.ProcessEnv, replacements: Readonly<Record<string, string>>) {
    this.folder = folder;
    this.#env = env;
    this.#replacements = replacements;
  }

  /** Starts a machine whose broker and commands use the platform at an address. */
  static async start(platform: string): Promise<FakeMachine> {
    const folder = mkdtempSync(join(tmpdir(), 'arc-elements-machine-'));
    for (const name of FOLDERS) mkdirSync(join(folder, name), { recursive: true });
    const ports = {
      broker: await freePort(),
      metrics: await freePort(),
      tls: await freePort(),
      plain: await freePort(),
    };
    const live = join(folder, 'etc/letsencrypt/live', HOST);
    const ca = join(live, 'fullchain.pem');
    makeCertificate(ca, join(live, 'privkey.pem'));
    const env = {
      HOME: join(folder, 'home'),
      PATH: `${join(folder, 'bin')}:${process.env.PATH}`,
      LANG: 'C',
      MACHINE: JSON.stringify({ folder, ports, platform, nginx: programOf('nginx', process.env.NGINX_PATH) }),
    };
    const to = [
      `127.0.0.1:4020:127.0.0.1:${ports.broker}`,
      `127.0.0.1:9090:127.0.0.1:${ports.metrics}`,
      `${HOST}:443:127.0.0.1:${ports.tls}`,
    ];
    const curl = programOf('curl');
    const commands: Record<string, string> = {
      sudo: 'exec "$@"',
      'apt-get': 'exit 0',
      curl: `exec ${curl} --cacert ${ca} ${to.map((each) => `--connect-to ${each}`).join(' ')} "$@"`,
      npm: `[ "$1" = init ] && { echo '{}' > package.json; exit 0; }
        while [ "$#" -gt 0 ]; do [ "$1" = --prefix ] && prefix=$2; shift; done
        scope="\${prefix:=.}/node_modules/@arc-elements"; mkdir -p "$scope" && ln -s ${PACKAGE} "$scope/broker"`,
    };
    const machine = join(import.meta.dirname, 'machine-commands.ts');
    const node = `exec ${process.execPath} --conditions=@arc-elements/source ${machine}`;
    for (const name of ['systemctl', 'nginx']) commands[name] = `${node} ${name} "$@"`;
    symlinkSync(process.execPath, join(folder, 'bin/node'));
    for (const [name, script] of Object.entries(commands)) {
      writeFileSync(join(folder, 'bin', name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    }
    return new FakeMachine(folder, env, {
      'https://api.arcadia.com': platform,
      // The platform does not trust the certificate of nginx, so it sends webhooks to the broker
      // directly.
      [`"url":"https://${HOST}/`]: `"url":"http://127.0.0.1:${ports.broker}/`,
    });
  }

  /**
   * Runs commands in one shell and returns what they print. `answers` are the lines that `read`
   * gets.
   * @throws {Error} A command failed.
   */
  async run(commands: string, answers: readonly string[] = []): Promise<string> {
    let script = commands.replaceAll(/(?<![\w.])\/(etc|opt)\//g, `${this.folder}/$1/`);
    for (const [from, to] of Object.entries(this.#replacements)) script = script.replaceAll(from, to);
    const child = spawn('bash', ['--norc', '-euo', 'pipefail', '-c', script], { env: this.#env, cwd: this.#env.HOME });
    child.stdin.end(answers.map((answer) => `${answer}\n`).join(''));
    const [out, err] = [text(child.stdout), text(child.stderr)];
    const [code] = await once(child, 'exit');
    if (code !== 0) throw new Error(`ended with ${code}: ${await err}${await out}`);
    return await out;
  }

  async close(): Promise<void> {
    await this.run('systemctl stop arc-broker; systemctl stop nginx');
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Returns the text of a file by its path on the machine. */
  read(path: string): string {
    return readFileSync(join(this.folder, path), 'utf8');
  }
}
