import { html, type TemplateResult } from 'lit';
import { chevronLeft, chevronRight, drawn } from '../../internal/chart-icons.ts';
import { RANGE_PRESETS, type RangePreset } from '../data/range.ts';
import type { Change } from '../state.ts';
import { messages } from '../text/words.ts';

/** What the choice of a range is made from. */
export interface RangesInput {
  readonly locale: string;
  readonly preset: RangePreset | null;
  /** The visible range in words. */
  readonly span: string;
  readonly canGoBack: boolean;
  readonly canGoForward: boolean;
  /** Start of the datum under the cursor, epoch ms; `null` without one. */
  cursorMs(): number | null;
  act(change: Change): void;
}

/** Returns the range presets as a segmented control, and buttons to the ranges before and after. */
export function ranges(input: RangesInput): TemplateResult {
  const { preset, act } = input;
  const words = messages.in(input.locale);
  const named = preset ?? 'all';
  return html`<div class="segments" role="group" aria-label=${words.ranges} part="ranges">
      ${RANGE_PRESETS.map(
        (each) =>
          html`<button
            type="button"
            class="segment"
            part=${`range range-${each}`}
            aria-pressed=${each === preset ? 'true' : 'false'}
            @click=${() => act({ kind: 'preset', preset: each, aroundMs: input.cursorMs() })}
          >${words.preset[each]}</button>`,
      )}
    </div>
    <div class="stepper" dir="ltr">
      <button
        type="button"
        class="button button--icon"
        part="previous"
        aria-label=${words.previous[named]}
        ?disabled=${!input.canGoBack}
        @click=${() => act({ kind: 'step', direction: -1 })}
      >${drawn(chevronLeft)}</button>
      <span class="stepper__span" part="range-label" dir="auto" translate="no">${input.span}</span>
      <button
        type="button"
        class="button button--icon"
        part="next"
        aria-label=${words.next[named]}
        ?disabled=${!input.canGoForward}
        @click=${() => act({ kind: 'step', direction: 1 })}
      >${drawn(chevronRight)}</button>
    </div>`;
}
