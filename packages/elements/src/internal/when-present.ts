/**
 * Calls `load` once, as soon as the document holds an element named `tag`, now or later. It does not see into other people's
 * shadow roots: a page that uses the element only there loads its own script. A failed load is tried again with the next
 * change of the page.
 */
export function whenPresent(tag: string, load: () => Promise<unknown>): void {
  if (customElements.get(tag) !== undefined) return;
  let loading = false;
  const observer = new MutationObserver(look);
  observer.observe(document, { childList: true, subtree: true });
  look();

  function look(): void {
    if (loading || document.querySelector(tag) === null) return;
    loading = true;
    load().then(
      () => observer.disconnect(),
      (error: unknown) => {
        loading = false;
        console.error(`arc-elements: <${tag}> could not be loaded.`, error);
      },
    );
  }
}
