import { define } from '../internal/define.ts';
import { ArcFeatureGateElement } from './feature-gate.ts';

define('arc-feature-gate', ArcFeatureGateElement);

// Types of tags and events, which a page has by importing this file alone.
export type * from '../index.ts';
