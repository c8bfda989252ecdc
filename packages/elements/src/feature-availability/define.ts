import { define } from '../internal/define.ts';
import { ArcFeatureAvailabilityElement } from './feature-availability.ts';

define('arc-feature-availability', ArcFeatureAvailabilityElement);
