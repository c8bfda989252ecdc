import { define } from '../internal/define.ts';
import { ArcMeterListElement } from './meter-list.ts';

define('arc-meter-list', ArcMeterListElement);
