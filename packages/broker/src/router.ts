import type { Route } from './route.ts';

/** What a path led to. */
export interface Match {
  readonly route: Route;
  /** Raw segments by parameter name, not decoded yet. */
  readonly raw: Readonly<Record<string, string>>;
}

interface Line {
  readonly segments: readonly string[];
  readonly byMethod: Map<string, Route>;
}

/**
 * Exact routing: literal segments byte by byte, no trailing slash, no method override, no pattern. A router of our own,
 * because the table is short and each of the broader ones decodes, normalises or falls back somewhere.
 */
export class Router {
  readonly #lines: Line[] = [];

  constructor(routes: readonly Route[]) {
    for (const route of routes) {
      const segments = route.path.split('/');
      const same = this.#lines.find((line) => line.segments.join('/') === route.path);
      const line = same ?? { segments, byMethod: new Map<string, Route>() };
      if (same === undefined) this.#lines.push(line);
      line.byMethod.set(route.method, route);
    }
  }

  /** The line of the table for a path: its routes by method, and the raw parameters. `null`: there is no such path. */
  find(
    pathname: string,
  ): { readonly byMethod: ReadonlyMap<string, Route>; readonly raw: Record<string, string> } | null {
    const asked = pathname.split('/');
    for (const { segments, byMethod } of this.#lines) {
      if (segments.length !== asked.length) continue;
      const raw: Record<string, string> = {};
      const fits = segments.every((segment, i) => {
        const text = asked[i] ?? '';
        if (!segment.startsWith(':')) return segment === text;
        raw[segment.slice(1)] = text;
        return text !== '';
      });
      if (fits) return { byMethod, raw };
    }
    return null;
  }
}

/** A segment decoded once, or `null` when it is not well encoded. */
export function decodeSegment(raw: string): string | null {
  try {
    return decodeURIComponent(raw);
  } catch {
    return null;
  }
}
