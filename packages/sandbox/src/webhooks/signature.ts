const encoder = new TextEncoder();

/**
 * Resolves to the value of `Arc-Webhook-Signature`: lower-case hex of HMAC-SHA256 over timestamp, a
 * full stop and the raw body.
 *
 * @param timestamp - Unix seconds, as text, exactly as `Arc-Webhook-Timestamp` carries it.
 */
export async function signWebhook(signingKey: string, timestamp: string, body: string): Promise<string> {
  const key = await crypto.subtle.importKey(
    'raw',
    encoder.encode(signingKey),
    { name: 'HMAC', hash: 'SHA-256' },
    false,
    ['sign'],
  );
  const mac = await crypto.subtle.sign('HMAC', key, encoder.encode(`${timestamp}.${body}`));
  return [...new Uint8Array(mac)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
