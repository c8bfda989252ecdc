import { define } from '../internal/define.ts';
import { ArcConnectionStatusElement } from './connection-status.ts';

define('arc-connection-status', ArcConnectionStatusElement);

// Types of tags and events, which a page has by importing this file alone.
export type * from '../index.ts';
