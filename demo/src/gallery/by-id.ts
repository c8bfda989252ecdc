/** The element with this id. The page is ours, so a missing one is a mistake in it. */
export function byId<E extends HTMLElement = HTMLElement>(id: string): E {
  const element = document.getElementById(id);
  if (element === null) throw new Error(`The gallery has no element with the id "${id}".`);
  return element as E;
}
