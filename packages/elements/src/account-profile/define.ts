import { define } from '../internal/define.ts';
import { ArcAccountProfileElement } from './account-profile.ts';

define('arc-account-profile', ArcAccountProfileElement);

// Types of tags and events, which a page has by importing this file alone.
export type * from '../index.ts';
