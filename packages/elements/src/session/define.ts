import { define } from '../internal/define.ts';
import { ArcSessionElement } from './session.ts';

define('arc-session', ArcSessionElement);

// Types of tags and events, which a page has by importing this file alone.
export type * from '../index.ts';
