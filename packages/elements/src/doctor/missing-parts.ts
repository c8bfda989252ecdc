import { hostsWithFailedModules } from '../controllers/lazy-controller.ts';

/** Lists the elements of which a part could not be loaded, each tag once: `<arc-interval-chart>`. */
export function missingParts(): readonly string[] {
  const elements = hostsWithFailedModules().filter((host) => host instanceof Element);
  // While its class is missing, something else stands in the element, and names it.
  return [...new Set(elements.map((element) => `<${element.getAttribute('for') ?? element.localName}>`))];
}
