import type { Page } from 'playwright-core';

/** Everything that a page received from servers. */
export interface Answers {
  /** Resolves to the headers and bodies of every answer and to the events of streams, as text. */
  text(): Promise<string>;
}

/**
 * Records the answers that a page receives from now on. Each is copied out of the browser, which
 * takes longer than many tests, so `openPage` does not do it.
 */
export async function recordAnswers(page: Page): Promise<Answers> {
  const received: string[] = [];
  const pending = new Set<Promise<void>>();
  page.on('response', (response) => {
    const read = (async () => {
      // Nothing can be read from a closed page.
      const headers = await response.allHeaders().catch((error) => {
        if (!page.isClosed()) throw error;
      });
      received.push(JSON.stringify(headers ?? {}));
      // A stream does not end; the page itself passes on its events (below).
      if (response.headers()['content-type']?.startsWith('text/event-stream')) return;
      received.push(await response.text().catch(() => ''));
    })();
    pending.add(read);
    void read.finally(() => pending.delete(read));
  });
  await page.exposeFunction('recordStream', (text: string) => void received.push(text));
  await page.addInitScript(() => {
    const global = globalThis as unknown as { recordStream(text: string): void };
    const fetch = globalThis.fetch;
    globalThis.fetch = async (...args) => {
      const response = await fetch(...args);
      if (!response.headers.get('content-type')?.startsWith('text/event-stream') || !response.body) return response;
      const [ours, theirs] = response.body.tee();
      void (async () => {
        const reader = ours.pipeThrough(new TextDecoderStream()).getReader();
        for (let part = await reader.read(); !part.done; part = await reader.read()) global.recordStream(part.value);
      })().catch(() => undefined);
      return new Response(theirs, response);
    };
  });
  return {
    async text() {
      await Promise.all(pending);
      return received.join('\n');
    },
  };
}
