import { isDeeperThan } from '../json-depth.ts';

/**
 * Returns the fields of a request's body with their names: of a JSON object, of a multipart form,
 * or else of a form as a URL encodes it. JSON that is no object is one field without a name.
 */
export function bodyFields(headers: Headers, body: string): readonly (readonly [string, unknown])[] {
  const json = parsed(body);
  if (json !== undefined)
    return typeof json === 'object' && json !== null && !Array.isArray(json) ? Object.entries(json) : [['', json]];
  const type = headers.get('content-type') ?? '';
  const boundary = /^multipart\/.*?;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(type);
  return boundary === null ? [...new URLSearchParams(body)] : partsOf(body, (boundary[1] ?? boundary[2]) as string);
}

/** Returns the parts of a multipart body that have a name. Source: RFC 7578. */
function partsOf(body: string, boundary: string): [string, string][] {
  return body.split(`--${boundary}`).flatMap((part): [string, string][] => {
    const [, head = '', content = ''] = /^\r?\n(.*?)\r?\n\r?\n(.*?)(?:\r?\n)?$/s.exec(part) ?? [];
    const name = /\bname=(?:"([^"]*)"|([^\s;]+))/i.exec(head);
    return name === null ? [] : [[(name[1] ?? name[2]) as string, content]];
  });
}

/** Real answers have about ten. What is nested much deeper would fill the stack of who reads it. */
const DEEPEST_JSON = 200;

/** Returns the value of a JSON text; `undefined` if it is not JSON, or is nested too deeply. */
export function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return isDeeperThan(value, DEEPEST_JSON) ? undefined : value;
  } catch {
    return undefined;
  }
}
