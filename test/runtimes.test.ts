import { after, before, describe } from 'node:test';
import { startSandbox } from '@arc-elements/sandbox/node';
import { contract, optionsFor, type Subject } from './runtimes/contract.ts';
import { bundleCore } from './runtimes/core.ts';
import { RUNTIMES, type Served, serve } from './runtimes/runtimes.ts';

const core = await bundleCore();
after(() => core.remove());

for (const runtime of RUNTIMES) {
  const skip = runtime.program === undefined && `${runtime.name} is not installed`;

  describe(`the core of the broker in ${runtime.name}`, { timeout: 60_000, skip }, () => {
    let platform: Awaited<ReturnType<typeof startSandbox>>;
    let broker: Served;
    let subject: Subject;

    before(async () => {
      platform = await startSandbox({ port: 0, now: Date.UTC(2026, 5, 1, 12) });
      broker = await serve(runtime, core, optionsFor(platform.url));
      subject = { url: broker.url, sandbox: platform.sandbox };
    });
    after(async () => {
      await broker?.close();
      await platform?.close();
    });

    contract(() => subject);
  });
}
