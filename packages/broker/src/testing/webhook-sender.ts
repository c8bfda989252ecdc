import { createHmac } from 'node:crypto';
import { Pool } from 'undici';
import { PROCESS_KEYS } from './broker-process.ts';

/** Sends signed webhooks to one broker, as the platform does. */
export class WebhookSender {
  readonly #pool: Pool;
  readonly #key: string;

  constructor(
    url: string,
    { key = PROCESS_KEYS.webhook, connections = 16 }: { key?: string; connections?: number } = {},
  ) {
    this.#pool = new Pool(url, { connections, connect: { timeout: 2000 } });
    this.#key = key;
  }

  /**
   * Sends a webhook. Returns the status of the answer; 0 if there was none. `padding` adds bytes to
   * the body.
   */
  async send(id: number, user: string, padding = 0): Promise<number> {
    const body = JSON.stringify({
      type: 'utility_account_updated',
      created_at: null,
      data: { id, client_user_id: user, ...(padding === 0 ? {} : { padding: 'x'.repeat(padding) }) },
    });
    const timestamp = String(Math.floor(Date.now() / 1000));
    const signature = createHmac('sha256', this.#key).update(`${timestamp}.${body}`).digest('hex');
    try {
      const answer = await this.#pool.request({
        path: '/webhooks/arc',
        method: 'POST',
        body,
        headers: { 'arc-webhook-timestamp': timestamp, 'arc-webhook-signature': signature },
      });
      await answer.body.dump();
      return answer.statusCode;
    } catch {
      return 0; // the sender cannot know whether it was kept, so it sends again
    }
  }

  async close(): Promise<void> {
    await this.#pool.destroy();
  }
}
