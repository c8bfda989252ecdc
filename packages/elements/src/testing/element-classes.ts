import { LitElement } from 'lit';
import * as elements from '../index.ts';
import { TAGS } from '../internal/tags.ts';

type AnyElement = LitElement & Record<PropertyKey, unknown>;

/** Constructor of an element, whatever properties it has. */
export interface ElementClass {
  new (): AnyElement;
  readonly elementProperties: typeof LitElement.elementProperties;
}

const isElementClass = (value: unknown): value is ElementClass =>
  typeof value === 'function' && value.prototype instanceof LitElement;

/** The classes of all public elements. */
export const ELEMENT_CLASSES: readonly ElementClass[] = Object.values(elements as Record<string, unknown>).filter(
  isElementClass,
);

/** The tags of all elements that show something. */
export const VISIBLE_TAGS = TAGS.filter((tag) => tag !== 'arc-session');

/** The tags of all elements that show data of a session. */
export const SESSION_TAGS = VISIBLE_TAGS.filter((tag) => tag !== 'arc-doctor');
