import { renderToString } from 'react-dom/server';
import { app } from './portal.tsx';

/** What a server sends before any script runs. */
export function render(broker: string): string {
  return renderToString(app(broker));
}
