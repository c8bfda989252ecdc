import { type Expectation, type Expectations, oneOf } from '../internal/expectations.ts';
import { RANGE_PRESETS } from './data/range.ts';
import { RESOLUTIONS } from './data/resolution.ts';
import { ALIGNMENTS } from './views/drawing.ts';
import { VIEWS } from './views/registry.ts';

const timeZone: Expectation = {
  fits: (text) => {
    try {
      return new Intl.DateTimeFormat('en', { timeZone: text }) !== undefined;
    } catch {
      return false;
    }
  },
  rule: 'a time zone such as "America/New_York"',
};

/** Valid values of the attributes of a chart. */
export const expectations: Expectations = {
  range: oneOf(...RANGE_PRESETS),
  view: oneOf(...VIEWS.map(({ id }) => id)),
  resolution: oneOf('auto', ...RESOLUTIONS),
  compare: oneOf('none', ...ALIGNMENTS),
  channels: oneOf('mirrored', 'separate'),
  'time-zone': timeZone,
};
