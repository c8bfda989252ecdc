import { define } from '../internal/define.ts';
import { ArcConnectElement } from './connect.ts';

define('arc-connect', ArcConnectElement);
