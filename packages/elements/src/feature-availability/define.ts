import { define } from '../internal/define.ts';
import { ArcFeatureAvailabilityElement } from './feature-availability.ts';

define('arc-feature-availability', ArcFeatureAvailabilityElement);

// Types of tags and events, which a page has by importing this file alone.
export type * from '../index.ts';
