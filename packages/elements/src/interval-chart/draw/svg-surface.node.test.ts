import assert from 'node:assert/strict';
import { it } from 'node:test';
import { SvgSurface } from './svg-surface.ts';

it('an SVG picture escapes its text', () => {
  const surface = new SvgSurface(100, 100, 12, (text) => text.length, String);
  surface.text('<b>5 > 4 & "3"</b>', 1, 2);
  assert.match(surface.content(), />&lt;b&gt;5 &gt; 4 &amp; &quot;3&quot;&lt;\/b&gt;<\/text>/);
});
