import { renderToString } from 'react-dom/server';
import { app } from './portal.tsx';

/** Returns the markup that a server sends before any script runs. */
export function render(broker: string): string {
  return renderToString(app(broker));
}
