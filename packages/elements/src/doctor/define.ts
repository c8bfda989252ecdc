import { define } from '../internal/define.ts';
import { ArcDoctorElement } from './doctor.ts';

define('arc-doctor', ArcDoctorElement);

// Types of tags and events, which a page has by importing this file alone.
export type * from '../index.ts';
