import { LazyModule } from './lazy-module.ts';

/**
 * Calls the function of a tag once, as soon as the document holds such an element, now or later. It does not see into other
 * people's shadow roots: a page that uses an element only there loads its own script. A failed load is tried again while the
 * document holds such an element.
 */
export function whenPresent(loaders: Readonly<Record<string, () => Promise<unknown>>>): void {
  const waiting = new Map(Object.entries(loaders).filter(([tag]) => customElements.get(tag) === undefined));
  const observer = new MutationObserver(look);
  look();

  function look(): void {
    for (const [tag, load] of waiting) {
      if (document.querySelector(tag) === null) continue;
      waiting.delete(tag);
      const module = new LazyModule(load);
      const end = module.subscribe(() => {
        if (module.error === null || document.querySelector(tag) !== null) return;
        end();
        waiting.set(tag, load);
        look();
      });
      void module.load();
    }
    // Observing again changes nothing.
    if (waiting.size > 0) observer.observe(document, { childList: true, subtree: true });
    else observer.disconnect();
  }
}
