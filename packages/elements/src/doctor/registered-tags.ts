import { VERSION_KEY } from '../internal/define.ts';
import { TAGS } from '../internal/tags.ts';

/**
 * Returns the tags of this package by the version that registered them: `1.0.0: arc-session,
 * arc-connect`.
 */
export function registeredTags(): readonly string[] {
  const tags = new Map<string, string[]>();
  for (const tag of TAGS) {
    const found = customElements.get(tag);
    if (found === undefined) continue;
    const version = String(Reflect.get(found, VERSION_KEY) ?? '?');
    tags.set(version, [...(tags.get(version) ?? []), tag]);
  }
  return [...tags].map(([version, names]) => `${version}: ${names.join(', ')}`);
}
