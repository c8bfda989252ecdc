import { define } from '../internal/define.ts';
import { ArcConnectElement } from './connect.ts';

define('arc-connect', ArcConnectElement);

// Types of its tag and events, which a page has by importing this file alone. Not those of the whole
// package, as elsewhere: `arc-connection-status` imports this file, which would be a circle.
export type * from '../internal/error-event.ts';
export type * from './connect.ts';
export type * from './connect-end-event.ts';
export type * from './connect-open-event.ts';
export type * from './connect-submit-event.ts';
