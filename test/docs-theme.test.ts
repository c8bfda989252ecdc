import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { contrastOf, PAIRS, verdictOf } from '../demo/docs/.vitepress/contrast.ts';
import { readTokens } from '../demo/docs/.vitepress/theme-tokens.ts';
import { changesOf, cssOf, PRESETS, valuesOf } from '../demo/docs/.vitepress/theme-values.ts';

const TOKENS = readTokens();
const colour = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255)).map(hex);

function hex(parts: readonly number[]): string {
  return `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`;
}

describe('contrast', () => {
  it('equals the contrast of WCAG 2', () => {
    assert.equal(contrastOf('#000000', '#ffffff'), 21);
    assert.equal(contrastOf('#777777', '#ffffff').toFixed(2), '4.48');
    assert.equal(contrastOf('#0000ff', '#ffffff').toFixed(2), '8.59');
  });

  it('is symmetric, and never below 1', () => {
    fc.assert(
      fc.property(colour, colour, (one, other) => {
        assert.equal(contrastOf(one, other), contrastOf(other, one));
        assert.ok(contrastOf(one, other) >= 1);
      }),
    );
  });

  it('is rounded down, so that a shown value is never too high', () => {
    assert.equal(verdictOf(4.499, 4.5), '4.4, too low: needs 4.5');
    assert.equal(verdictOf(4.5, 4.5), '4.5, enough');
  });
});

describe('a theme', () => {
  for (const [name, preset] of Object.entries(PRESETS)) {
    it(`called ${name} has enough contrast`, () => {
      const { colours } = valuesOf(TOKENS, preset);
      for (const { foreground, background, needs } of PAIRS) {
        for (const which of ['light', 'dark'] as const) {
          const [one, other] = [colours[`--arc-color-${foreground}`], colours[`--arc-color-${background}`]];
          assert.ok(
            one && other && contrastOf(one[which], other[which]) >= needs,
            `${foreground} on ${background}, ${which}`,
          );
        }
      }
    });

    it(`called ${name} sets only properties that exist`, () => {
      const names = new Set(TOKENS.map((token) => token.name));
      for (const property of Object.keys(preset)) assert.ok(names.has(property), property);
      assert.equal(changesOf(TOKENS, valuesOf(TOKENS, preset)).size, Object.keys(preset).length);
    });
  }

  it('writes only what is not the default', () => {
    const values = valuesOf(TOKENS, {
      '--arc-radius': '10px',
      '--arc-density': ' 0.8 ',
      '--arc-color-text': ['#111111', '#e8edf2'],
    });
    assert.equal(
      cssOf(changesOf(TOKENS, values)),
      ':root {\n  --arc-color-text: light-dark(#111111, #e8edf2);\n  --arc-density: 0.8;\n}\n',
    );
    assert.match(cssOf(changesOf(TOKENS, valuesOf(TOKENS, {}))), /^\/\*/);
  });
});
