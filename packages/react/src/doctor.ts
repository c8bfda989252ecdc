'use client';
// Written by `npm run generate` from the manifest of the elements.

import '@arc-elements/elements/doctor/define';
import { ArcDoctorElement } from '@arc-elements/elements/doctor';
import { type ArcComponent, component } from './component.ts';

type Props = 'session' | 'sessionId' | 'headingLevel';
type Events = Record<never, never>;

/**
 * `<arc-doctor>`. Shows developers why an embed does not work: stable codes, each with its cause
 * and its fix. Put it where the elements are, or open a page with the script-tag bundle with
 * `?arc-doctor`. Shows no personal data and no token.
 */
export const ArcDoctor: ArcComponent<ArcDoctorElement, Props, Events> = component<ArcDoctorElement, Props, Events>(
  ArcDoctorElement,
  'arc-doctor',
  'ArcDoctor',
  {},
);
