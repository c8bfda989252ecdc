import { hostsWithLostParts } from '../controllers/lazy-controller.ts';

/** Lists the elements of which a part could not be loaded, each tag once: `<arc-interval-chart>`. */
export function lostParts(): readonly string[] {
  const elements = hostsWithLostParts().filter((host) => host instanceof Element);
  // While its class is missing, something else stands in the element, and names it.
  return [...new Set(elements.map((element) => `<${element.getAttribute('for') ?? element.localName}>`))];
}
