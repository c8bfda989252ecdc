import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { globSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { freePort } from '../../packages/broker/src/testing/free-port.ts';
import type { Engine } from './engine.ts';

/** Code points of keys without a character. Source: W3C WebDriver, keyboard actions. */
const KEYS: Readonly<Record<string, string>> = {
  Tab: '\uE004',
  Enter: '\uE007',
  Escape: '\uE00C',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowRight: '\uE014',
};

/** Opens WebKit by the driver and the MiniBrowser of WebKitGTK, with Xvfb as its screen. */
export async function openWebKit(driver: string): Promise<Engine> {
  const binary = globSync('/usr/lib/*/webkit2gtk-4.*/MiniBrowser').sort().at(-1);
  if (binary === undefined) throw new Error('WebKit’s driver is here, its MiniBrowser is not.');
  const port = await freePort();
  const screen = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1400x1000x24'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const children: ChildProcess[] = [screen];
  const end = async () => {
    for (const child of children.reverse()) {
      if (child.exitCode !== null || child.pid === undefined) continue;
      const gone = once(child, 'exit');
      child.kill();
      await gone;
    }
  };
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const { value } = (await answer.json()) as { value: unknown };
    if (!answer.ok) throw new Error(`WebKit’s driver: ${JSON.stringify(value)}`);
    return value;
  };
  try {
    const [display] = (await once(screen.stdio[3] as Readable, 'data')) as [Buffer];
    const env = { ...process.env, DISPLAY: `:${display.toString().trim()}`, LIBGL_ALWAYS_SOFTWARE: '1' };
    children.push(spawn(driver, [`--port=${port}`], { stdio: 'ignore', env }));
    await answers(() => call('GET', '/status'));
    const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': { binary, args: ['--automation'] } } };
    const session = (await call('POST', '/session', { capabilities })) as { sessionId: string };
    const path = `/session/${session.sessionId}`;
    await call('POST', `${path}/window/rect`, { width: 1280, height: 900 });
    return {
      goto: async (url) => void (await call('POST', `${path}/url`, { url })),
      evaluate: async <T>(expression: string) =>
        (await call('POST', `${path}/execute/sync`, { script: `return (${expression})`, args: [] })) as T,
      press: async (key) => {
        const value = KEYS[key] ?? key;
        const actions = [
          { type: 'keyDown', value },
          { type: 'keyUp', value },
        ];
        await call('POST', `${path}/actions`, { actions: [{ type: 'key', id: 'keyboard', actions }] });
      },
      close: async () => {
        await call('DELETE', path).catch(() => undefined);
        await end();
      },
    };
  } catch (error) {
    await end();
    throw error;
  }
}

async function answers(ask: () => Promise<unknown>): Promise<void> {
  for (let i = 0; ; i++) {
    try {
      await ask();
      return;
    } catch (error) {
      if (i === 100) throw error;
      await setTimeout(100);
    }
  }
}
