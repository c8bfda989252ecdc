import type { CSSResult, CSSResultOrNative } from 'lit';

/** Style sheets that were constructed for documents other than that of this script. */
const foreignSheets = new WeakMap<Document, Map<CSSResult, CSSStyleSheet>>();

/**
 * Adds style sheets to a shadow root unless it has them. They are adopted, because a strict content
 * security policy forbids style elements. A document accepts only sheets that were constructed for
 * it, so an element that was moved into another document, such as a window that the page opened,
 * gets sheets of that document.
 */
export function addStyles(root: ShadowRoot, styles: readonly CSSResultOrNative[]): void {
  for (const style of styles) {
    const sheet = 'cssText' in style ? sheetIn(root.ownerDocument, style) : style;
    if (sheet !== undefined && !root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
  }
}

function sheetIn(owner: Document, style: CSSResult): CSSStyleSheet | undefined {
  if (owner === document) return style.styleSheet;
  const view = owner.defaultView;
  // A document without a window is not shown, and has no constructor for style sheets.
  if (view === null) return undefined;
  const sheets = foreignSheets.get(owner) ?? new Map<CSSResult, CSSStyleSheet>();
  foreignSheets.set(owner, sheets);
  let sheet = sheets.get(style);
  if (sheet === undefined) {
    sheet = new view.CSSStyleSheet();
    sheet.replaceSync(style.cssText);
    sheets.set(style, sheet);
  }
  return sheet;
}
