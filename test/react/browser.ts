import { hydrateRoot } from 'react-dom/client';
import { app } from './portal.tsx';

/** Hydrates the markup of the server. */
export function start(broker: string): void {
  const root = document.getElementById('root');
  if (root === null) throw new Error('no root');
  hydrateRoot(root, app(broker));
}
