/**
 * Returns the element with this id. @throws {Error} The gallery has none, which is a mistake in its
 * page.
 */
export function byId<E extends HTMLElement = HTMLElement>(id: string): E {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`The gallery has no element with the id "${id}".`);
  return element as E;
}
