/** Collects the events of a type that reach `target`, until `stop` is called. */
export function collect<E extends Event>(target: EventTarget, type: string): { readonly events: E[]; stop(): void } {
  const events: E[] = [];
  const listener = (event: Event) => events.push(event as E);
  target.addEventListener(type, listener);
  return { events, stop: () => target.removeEventListener(type, listener) };
}

/** Returns the text of an element or shadow root, with collapsed white space. */
export function textOf(root: Element | ShadowRoot | null | undefined): string {
  return (root?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
}

/**
 * Returns the markup of an element's shadow root without Lit's comments. These have a random number,
 * in which a test could find what must not be shown.
 */
export const markupOf = ({ shadowRoot }: Element): string => shadowRoot?.innerHTML.replaceAll(/<!--.*?-->/g, '') ?? '';
