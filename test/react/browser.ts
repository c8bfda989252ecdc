import { hydrateRoot } from 'react-dom/client';
import { app } from './portal.tsx';

/** Takes over what the server sent. */
export function start(broker: string): void {
  const root = document.getElementById('root');
  if (root === null) throw new Error('no root');
  hydrateRoot(root, app(broker));
}
