import { define } from '../internal/define.ts';
import { ArcFeatureGateElement } from './feature-gate.ts';

define('arc-feature-gate', ArcFeatureGateElement);
