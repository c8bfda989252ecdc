/** Collects the events of a type that reach `target`, and stops when the returned function is called. */
export function collect<E extends Event>(target: EventTarget, type: string): { readonly events: E[]; stop(): void } {
  const events: E[] = [];
  const listener = (event: Event) => events.push(event as E);
  target.addEventListener(type, listener);
  return { events, stop: () => target.removeEventListener(type, listener) };
}

/** Visible text of an element's shadow root, white space collapsed. */
export function textOf(root: Element | ShadowRoot | null | undefined): string {
  return (root?.textContent ?? '').replaceAll(/\s+/g, ' ').trim();
}
