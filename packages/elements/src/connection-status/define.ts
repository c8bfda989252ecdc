import { define } from '../internal/define.ts';
import { ArcConnectionStatusElement } from './connection-status.ts';

define('arc-connection-status', ArcConnectionStatusElement);
