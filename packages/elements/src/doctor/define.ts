import { define } from '../internal/define.ts';
import { ArcDoctorElement } from './doctor.ts';

define('arc-doctor', ArcDoctorElement);
