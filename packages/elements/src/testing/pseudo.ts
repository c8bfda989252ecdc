import type { Catalog } from '../languages/catalog.ts';
import { type ArcMessages, setMessages } from '../languages/set-messages.ts';

/**
 * Language of the pseudo messages: Greek, whose dates and numbers have no Latin letters either. So
 * Latin text in an element is not translated.
 */
export const PSEUDO = 'el';

/** Sets the Greek messages of these catalogs to the English ones in circled letters. */
export function setPseudoMessages(catalogs: readonly Catalog<unknown>[]): void {
  setMessages(
    PSEUDO,
    Object.fromEntries(catalogs.map((catalog) => [catalog.name, circled(catalog.in('en'))])) as ArcMessages,
  );
}

function circled(words: unknown): unknown {
  if (typeof words === 'string') return circle(words);
  if (typeof words === 'function') return (...args: unknown[]) => circle(String(words(...args)));
  return Object.fromEntries(Object.entries(words as object).map(([key, value]) => [key, circled(value)]));
}

const circle = (text: string): string =>
  text.replaceAll(/[A-Za-z]/g, (letter) =>
    String.fromCodePoint(0x24d0 + (letter.toLowerCase().codePointAt(0) as number) - 97),
  );

const TEXT_ATTRIBUTES = [
  'aria-label',
  'aria-description',
  'aria-roledescription',
  'aria-valuetext',
  'title',
  'placeholder',
  'alt',
];

/** Symbols and names that are not translated. */
const COMMON = /\b(kWh|MWh|kW|MW|h|UTC|GMT|CSV|XML|PNG|SVG|Green Button)\b/g;

/** Returns the visible and spoken texts of an element and its nested elements in Latin letters. */
export function untranslated(root: Element): readonly string[] {
  return [...textsOf(root.shadowRoot as ShadowRoot)]
    .map((text) => text.replaceAll(/\s+/g, ' ').trim())
    .filter((text) => /[A-Za-z]/.test(text.replaceAll(COMMON, '')));
}

function* textsOf(root: Node): Iterable<string> {
  for (const node of root.childNodes) {
    if (node instanceof Text) yield node.data;
    if (!(node instanceof Element) || node.matches('style, code')) continue;
    for (const name of TEXT_ATTRIBUTES) if (node.hasAttribute(name)) yield node.getAttribute(name) as string;
    if (node.shadowRoot !== null) yield* textsOf(node.shadowRoot);
    yield* textsOf(node);
  }
}
