import type { Page } from 'playwright-core';

/** Everything that a page received from servers. */
export interface Answers {
  /**
   * Resolves to the headers and bodies of every answer and to the events of streams, as text.
   * Rejects if an answer to a frame that is still there could not be read: it may have had what a
   * test says is not there.
   */
  text(): Promise<string>;
}

/** Statuses of answers without a body. */
const BODILESS: ReadonlySet<number> = new Set([204, 301, 302, 303, 304, 307, 308]);

/**
 * Records the answers that a page receives from now on. Each is copied out of the browser, which
 * takes longer than many tests, so `openPage` does not do it.
 */
export async function recordAnswers(page: Page): Promise<Answers> {
  const received: string[] = [];
  const reads: Promise<void>[] = [];
  page.on('response', (response) => {
    const read = async () => {
      received.push(JSON.stringify(await response.allHeaders()));
      // A stream does not end; the page itself passes on its events (below).
      if (response.headers()['content-type']?.startsWith('text/event-stream')) return;
      if (BODILESS.has(response.status())) return;
      const body = await response.text().catch((error) => {
        // A frame that is gone, as that of Connect after the login, takes its answers with it.
        if (!response.frame().isDetached()) throw error;
        return '';
      });
      received.push(body);
    };
    const reading = read();
    reads.push(reading);
    // A failure is reported by `text`, if a test asks for it.
    reading.catch(() => undefined);
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
        // Fails when the page closes the stream; what came until then has been recorded.
      })().catch(() => undefined);
      return new Response(theirs, response);
    };
  });
  return {
    async text() {
      await Promise.all(reads);
      return received.join('\n');
    },
  };
}
