import { define } from '../internal/define.ts';
import { ArcAccountProfileElement } from './account-profile.ts';

define('arc-account-profile', ArcAccountProfileElement);
