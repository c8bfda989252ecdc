import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { freePort } from '../packages/broker/src/testing/free-port.ts';
import { NGINX } from '../packages/broker/src/testing/nginx.ts';
import { bundleUrl } from '../scripts/lib/bundles.js';
import { root } from '../scripts/lib/toolchain.js';

const page = readFileSync(join(root, 'demo/docs/start/hosting-the-files.md'), 'utf8');
const fence = (kind: string): string =>
  new RegExp(`^\`\`\`${kind}\n(.*?)^\`\`\`$`, 'ms').exec(page)?.[1] ?? assert.fail(`the page has no ${kind}`);
/** A file of an older version, which pages may still name. */
const OLDER = '/arc/0.0.1/arc-elements.js';

describe('the commands of demo/docs/start/hosting-the-files.md', () => {
  let folder: string;
  let www: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'arc-elements-hosting-'));
    www = join(folder, 'www');
    mkdirSync(join(www, 'arc/0.0.1'), { recursive: true });
    writeFileSync(join(www, OLDER), 'older');
    mkdirSync(join(folder, 'node_modules/@arc-elements'), { recursive: true });
    symlinkSync(join(root, 'packages/elements'), join(folder, 'node_modules/@arc-elements/elements'));
    execFileSync('sh', ['-c', fence('sh').replaceAll('/var/www', www)], { cwd: folder });
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('copy the folder of the new version and keep the older one', () => {
    for (const path of [bundleUrl('arc-elements.js'), bundleUrl('integrity.json'), '/arc/latest.html', OLDER]) {
      assert.ok(existsSync(join(www, path)), path);
    }
  });

  it('make nginx send the caching headers of both kinds of files', {
    skip: NGINX === undefined && 'there is no nginx here',
  }, async () => {
    const port = await freePort();
    const blocks = fence('nginx').replaceAll('/var/www', www);
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      (name) => `${name}_temp_path ${folder}/${name};`,
    );
    const config = `daemon off; master_process off; pid ${folder}/pid; error_log stderr; events {}
      http { access_log off; types { text/javascript js; text/html html; application/json json; }
        ${temporary.join(' ')}
        server { listen 127.0.0.1:${port}; ${blocks} } }`;
    writeFileSync(join(folder, 'nginx.conf'), config);
    const nginx = spawn(NGINX ?? '', ['-p', folder, '-c', 'nginx.conf'], { stdio: ['ignore', 'ignore', 'pipe'] });
    let stderr = '';
    nginx.stderr.on('data', (part) => {
      stderr += part;
    });
    const ended = once(nginx, 'close');
    try {
      await answers(`http://127.0.0.1:${port}/`, () => stderr);
      const caching = async (path: string) => {
        const { status, headers } = await fetch(`http://127.0.0.1:${port}${path}`);
        return [status, headers.get('cache-control')];
      };
      const forGood = [200, 'public, max-age=31536000, immutable'];
      for (const path of [bundleUrl('arc-elements.js'), bundleUrl('integrity.json'), OLDER]) {
        assert.deepEqual(await caching(path), forGood, path);
      }
      assert.deepEqual(await caching('/arc/latest.html'), [200, 'no-cache']);
      assert.deepEqual(await caching('/arc/99.0.0/arc-elements.js'), [404, null]);
    } finally {
      nginx.kill();
      await ended;
    }
  });
});

async function answers(url: string, stderr: () => string): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if ((await fetch(url).catch(() => undefined)) !== undefined) return;
    await setTimeout(50);
  }
  assert.fail(`nginx does not answer: ${stderr()}`);
}
