import { define } from '../internal/define.ts';
import { ArcSessionElement } from './session.ts';

define('arc-session', ArcSessionElement);
