import { define } from '../internal/define.ts';
import { ArcConnectElement } from './connect.ts';

define('arc-connect', ArcConnectElement);

// Types of tags and events, which a page has by importing this file alone.
export type * from '../index.ts';
