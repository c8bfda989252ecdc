import { hostsWithFailedModules } from '../controllers/lazy-controller.ts';

/**
 * Returns the elements of which a part could not be loaded, each tag once: `<arc-interval-chart>`.
 */
export function missingParts(): readonly string[] {
  const elements = hostsWithFailedModules().filter((host) => host instanceof Element);
  // If its class could not be loaded, the host is the `arc-loading` in it, which names it.
  return [...new Set(elements.map((element) => `<${element.getAttribute('for') ?? element.localName}>`))];
}
