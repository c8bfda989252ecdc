/**
 * Calls the function of a tag once, as soon as the document holds such an element, now or later. It does not see into other
 * people's shadow roots: a page that uses an element only there loads its own script. A failed load is tried again with the
 * next change of the page.
 */
export function whenPresent(loaders: Readonly<Record<string, () => Promise<unknown>>>): void {
  const waiting = new Map(Object.entries(loaders).filter(([tag]) => customElements.get(tag) === undefined));
  const observer = new MutationObserver(look);
  observer.observe(document, { childList: true, subtree: true });
  look();

  function look(): void {
    for (const [tag, load] of waiting) {
      if (document.querySelector(tag) === null) continue;
      waiting.delete(tag);
      load().catch((error: unknown) => {
        waiting.set(tag, load);
        observer.observe(document, { childList: true, subtree: true });
        console.error(`arc-elements: <${tag}> could not be loaded.`, error);
      });
    }
    if (waiting.size === 0) observer.disconnect();
  }
}
