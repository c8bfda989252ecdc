/** Shows if forced colours are on, and how a person turns them on: a page cannot do that. */
export function forcedColors(note: HTMLElement): void {
  const query = matchMedia('(forced-colors: active)');
  const update = (): void => {
    note.textContent = query.matches
      ? 'They are on: the system’s own colours are used everywhere, and every state still has its icon and its word.'
      : 'They are off. To look at them, turn on a contrast theme in the system, or “Emulate forced-colors” among ' +
        'the rendering tools of the browser.';
  };
  query.addEventListener('change', update);
  update();
}
