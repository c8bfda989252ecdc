import { define } from '../internal/define.ts';
import { ArcMeterListElement } from './meter-list.ts';

define('arc-meter-list', ArcMeterListElement);

// Types of tags and events, which a page has by importing this file alone.
export type * from '../index.ts';
