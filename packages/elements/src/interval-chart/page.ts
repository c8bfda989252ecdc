/** Hands a file to the person, as the browser saves files. */
export function download(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken the address by the end of this task; a little later is safe everywhere.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** Scrolls the row of tabs, and nothing else, until the chosen one is seen: on a phone it may lie outside. False while there are no tabs. */
export function showTab(root: ParentNode): boolean {
  const row = root.querySelector<HTMLElement>('.tabs[role="tablist"]');
  const tab = row?.querySelector<HTMLElement>('[aria-selected="true"]');
  if (row == null || tab == null) return false;
  const middle = tab.offsetLeft - row.offsetLeft + tab.offsetWidth / 2;
  row.scrollLeft = middle - row.clientWidth / 2;
  return true;
}

let zone: string | undefined;

/** The zone of the browser. Asked once a page: an Intl object for every render would cost more than the render. */
export function viewerZone(): string {
  zone ??= new Intl.DateTimeFormat().resolvedOptions().timeZone;
  return zone;
}
