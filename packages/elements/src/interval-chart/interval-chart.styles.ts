import { css } from 'lit';
import { base } from '../internal/base.styles.ts';
import { tokens } from '../internal/tokens.styles.ts';

const chart = css`
  :host {
    container-type: inline-size;
    background: var(--_arc-color-background);
    --_arc-chart-height: var(--arc-interval-chart-height, clamp(220px, 40cqi, 360px));
    --_arc-segment-height: 32px;
  }

  .frame {
    display: flex;
    flex-direction: column;
    gap: calc(4 * var(--_arc-space));
  }

  /* Head */

  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    justify-content: space-between;
    gap: calc(2 * var(--_arc-space)) calc(4 * var(--_arc-space));
  }

  .head__title {
    font-size: var(--_arc-text-l);
    font-weight: 650;
    line-height: 1.25;
  }

  .head__meter {
    color: var(--_arc-color-muted);
    font-size: var(--_arc-text-s);
  }

  .tabs {
    display: flex;
    gap: calc(1 * var(--_arc-space));
    max-inline-size: 100%;
    overflow-x: auto;
    scrollbar-width: none;
    border-block-end: 1px solid var(--_arc-color-border);
  }

  .tab {
    padding: calc(1.5 * var(--_arc-space)) calc(2 * var(--_arc-space));
    border: 0;
    border-block-end: 2px solid transparent;
    background: none;
    color: var(--_arc-color-muted);
    font-size: var(--_arc-text-s);
    font-weight: 550;
    white-space: nowrap;
    cursor: pointer;
  }

  .tab:hover {
    color: var(--_arc-color-text);
  }

  .tab:focus-visible {
    outline-offset: -2px;
  }

  .tab[aria-selected="true"] {
    border-block-end-color: var(--_arc-color-accent);
    color: var(--_arc-color-text);
  }

  /* Numbers */

  .numbers {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(8.5em, 44%), 1fr));
    gap: calc(3 * var(--_arc-space)) calc(5 * var(--_arc-space));
  }

  .number-cell dt {
    display: flex;
    align-items: center;
    gap: 0.45em;
    color: var(--_arc-color-muted);
    font-size: var(--_arc-text-s);
  }

  .number-cell__value {
    font-size: var(--_arc-text-xl);
    font-weight: 600;
    line-height: 1.25;
    letter-spacing: -0.01em;
    white-space: nowrap;
    font-variant-numeric: tabular-nums;
  }

  .number-cell__value .unit {
    color: var(--_arc-color-muted);
    font-size: 0.5em;
    font-weight: 500;
    letter-spacing: 0;
  }

  .number-cell__note {
    min-block-size: 1.45em;
    color: var(--_arc-color-muted);
    font-size: var(--_arc-text-xs);
    font-variant-numeric: tabular-nums;
  }

  .swatch {
    display: inline-block;
    flex: none;
    inline-size: 0.7em;
    block-size: 0.7em;
    border-radius: 2px;
    forced-color-adjust: none;
  }

  .swatch[data-mark="import"] {
    background: var(--_arc-color-import);
  }

  .swatch[data-mark="export"] {
    background: var(--_arc-color-export);
  }

  .swatch[data-mark="net"] {
    block-size: 2px;
    border-radius: 0;
    background: var(--_arc-color-text);
  }

  .swatch[data-mark="missing"] {
    background: repeating-linear-gradient(
      -45deg,
      var(--_arc-color-line) 0 1px,
      var(--_arc-color-surface) 1px 4px
    );
    box-shadow: inset 0 0 0 1px var(--_arc-color-line);
  }

  .swatch[data-mark="awaiting"] {
    border: 1px dotted var(--_arc-color-line);
  }

  .swatch[data-mark="estimated"] {
    background:
      radial-gradient(circle, var(--_arc-color-import) 0.8px, transparent 1px) 0 0 / 3px 3px,
      color-mix(in srgb, var(--_arc-color-import) 55%, transparent);
  }

  .swatch[data-mark="scale"],
  .swatch[data-mark="diverging"] {
    inline-size: 4em;
    background: linear-gradient(to right in oklab, var(--_arc-color-background), var(--_arc-color-import));
    box-shadow: inset 0 0 0 1px var(--_arc-color-border);
  }

  .swatch[data-mark="diverging"] {
    background: linear-gradient(
      to right in oklab,
      var(--_arc-color-export),
      color-mix(in oklab, var(--_arc-color-text) 7%, var(--_arc-color-background)),
      var(--_arc-color-import)
    );
  }

  .swatch[data-mark="compare"],
  .swatch[data-mark="earlier"] {
    border: 1px solid var(--_arc-color-text);
    border-block-end: 0;
    border-radius: 0;
  }

  .swatch[data-mark="band"] {
    background: color-mix(in srgb, var(--_arc-color-import) 22%, var(--_arc-color-background));
  }

  .swatch[data-mark="dashed"] {
    inline-size: 1.4em;
    block-size: 2px;
    border-radius: 0;
    background: repeating-linear-gradient(to right, var(--_arc-color-text) 0 4px, transparent 4px 7px);
  }

  .swatch[data-mark="power"],
  .swatch:not([data-mark]) {
    visibility: hidden;
  }

  /* Controls */

  .controls {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(2 * var(--_arc-space)) calc(4 * var(--_arc-space));
  }

  .controls__end {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(2 * var(--_arc-space));
    margin-inline-start: auto;
  }

  .segments {
    display: inline-flex;
    padding: 2px;
    border-radius: calc(var(--_arc-radius-inner) + 2px);
    background: color-mix(in oklab, var(--_arc-color-text) 7%, var(--_arc-color-background));
  }

  .segment {
    min-block-size: var(--_arc-segment-height);
    padding: 0 calc(3 * var(--_arc-space));
    border: 1px solid transparent;
    border-radius: var(--_arc-radius-inner);
    background: none;
    color: var(--_arc-color-muted);
    font-size: var(--_arc-text-s);
    font-weight: 550;
    cursor: pointer;
  }

  .segment:hover {
    color: var(--_arc-color-text);
  }

  .segment[aria-pressed="true"] {
    border-color: var(--_arc-color-border);
    background: var(--_arc-color-background);
    color: var(--_arc-color-text);
  }

  .stepper {
    display: flex;
    align-items: center;
    gap: calc(1 * var(--_arc-space));
  }

  :host(:dir(rtl)) .stepper .icon,
  :host(:dir(rtl)) .pager .icon {
    transform: scaleX(-1);
  }

  /* A number with its unit reads from left to right in every language. */
  .readout__value,
  .number-cell__value > span,
  .cell-number {
    unicode-bidi: plaintext;
  }

  .number-cell__value > span {
    display: inline-block;
  }

  .stepper__span {
    font-size: var(--_arc-text-s);
    font-weight: 550;
    text-align: center;
  }

  .picker {
    display: inline-flex;
    align-items: center;
    gap: calc(2 * var(--_arc-space));
    font-size: var(--_arc-text-s);
  }

  .picker--compare select {
    max-inline-size: 13em;
    text-overflow: ellipsis;
  }

  .picker__box {
    position: relative;
    display: inline-flex;
    align-items: center;
  }

  .picker__box .icon {
    position: absolute;
    inset-inline-end: 0.5em;
    inline-size: 1em;
    block-size: 1em;
    color: var(--_arc-color-muted);
    pointer-events: none;
  }

  .picker select {
    appearance: none;
    min-block-size: 36px;
    padding-inline: calc(3 * var(--_arc-space)) 2em;
    border: 1px solid var(--_arc-color-line);
    border-radius: var(--_arc-radius-inner);
    background: var(--_arc-color-background);
    cursor: pointer;
  }

  .button--tool[aria-pressed="true"] {
    border-color: var(--_arc-color-accent);
    color: var(--_arc-color-accent);
  }

  /* Menu */

  .menu {
    position: relative;
  }

  /* What is slotted into details inherits from the browser's own slot there, so box-sizing has to be said again. */
  .menu summary,
  .menu__list {
    box-sizing: border-box;
  }

  .menu summary {
    list-style: none;
  }

  .menu summary::-webkit-details-marker {
    display: none;
  }

  .menu__list {
    position: absolute;
    z-index: 3;
    inset-block-start: calc(100% + 4px);
    inset-inline-end: 0;
    min-inline-size: 16em;
    padding: calc(1 * var(--_arc-space));
    border: 1px solid var(--_arc-color-border);
    border-radius: var(--_arc-radius);
    background: var(--_arc-color-background);
    box-shadow: 0 6px 24px rgb(0 0 0 / 16%);
  }

  .menu__item {
    display: flex;
    align-items: center;
    gap: calc(3 * var(--_arc-space));
    inline-size: 100%;
    padding: calc(2 * var(--_arc-space)) calc(3 * var(--_arc-space));
    border: 0;
    border-radius: var(--_arc-radius-inner);
    background: none;
    font-size: var(--_arc-text-s);
    font-weight: 550;
    text-align: start;
    cursor: pointer;
  }

  .menu__item:hover {
    background: color-mix(in oklab, var(--_arc-color-text) 6%, var(--_arc-color-background));
  }

  .menu__item .icon {
    color: var(--_arc-color-muted);
  }

  .menu__hint {
    display: block;
    color: var(--_arc-color-muted);
    font-size: var(--_arc-text-xs);
    font-weight: 400;
  }

  /* Plot */

  .panel {
    display: flex;
    flex-direction: column;
    gap: calc(3 * var(--_arc-space));
    min-inline-size: 0;
  }

  .stage {
    position: relative;
  }

  .stage ~ .table-box {
    block-size: auto;
    max-block-size: calc(1.5 * var(--_arc-chart-height));
  }

  .plot {
    position: relative;
    /* The cursor moves at the rate of the screen; what it changes must not lay out the page. */
    contain: layout style;
    /* The read-out may hang below it, over the overview. */
    z-index: 1;
    block-size: var(--_arc-chart-height);
    border-radius: 4px;
    cursor: crosshair;
    touch-action: pan-y;
    user-select: none;
    -webkit-user-select: none;
  }

  .plot canvas {
    pointer-events: none;
    position: absolute;
    inset: 0;
    display: block;
    inline-size: 100%;
    block-size: 100%;
    forced-color-adjust: none;
  }

  /* Carries the palette to the canvas: see core/ink.ts. The transition tells of any change of it. */
  .plot .ink {
    position: absolute;
    inline-size: 0;
    block-size: 0;
    overflow: hidden;
    visibility: hidden;
    font-size: 1em;
    line-height: 1rlh;
    line-height: 16px;
    forced-color-adjust: none;
    color: var(--_arc-color-text);
    background-color: var(--_arc-color-background);
    border: 0 solid;
    border-color: var(--_arc-color-import) var(--_arc-color-export) var(--_arc-color-muted) var(--_arc-color-border);
    outline-color: var(--_arc-color-line);
    text-decoration-color: var(--_arc-color-accent);
    column-rule-color: var(--_arc-color-surface);
    fill: color-mix(in srgb, var(--_arc-color-import) 45%, var(--_arc-color-background));
    stroke: color-mix(in srgb, var(--_arc-color-export) 45%, var(--_arc-color-background));
    flood-color: color-mix(in srgb, var(--_arc-color-text) 4%, var(--_arc-color-background));
    transition:
      color 1ms,
      background-color 1ms,
      border-color 1ms,
      outline-color 1ms,
      text-decoration-color 1ms,
      column-rule-color 1ms,
      fill 1ms,
      stroke 1ms,
      flood-color 1ms !important;
  }

  .cursor {
    position: absolute;
    inset: 0 auto auto 0;
    background: color-mix(in srgb, var(--_arc-color-text) 9%, transparent);
    outline: 1px solid color-mix(in srgb, var(--_arc-color-text) 55%, transparent);
    pointer-events: none;
  }

  .selection {
    position: absolute;
    background: color-mix(in srgb, var(--_arc-color-accent) 16%, transparent);
    border-inline: 1px solid var(--_arc-color-accent);
    pointer-events: none;
  }

  .readout {
    position: absolute;
    z-index: 1;
    max-inline-size: min(26em, 62cqi);
    padding: calc(2 * var(--_arc-space)) calc(3 * var(--_arc-space));
    border: 1px solid var(--_arc-color-border);
    border-radius: var(--_arc-radius-inner);
    background: color-mix(in srgb, var(--_arc-color-background) 94%, transparent);
    font-size: 0.8125em;
    line-height: 1.4;
    pointer-events: none;
    box-shadow: 0 2px 10px rgb(0 0 0 / 12%);
  }

  .readout__title {
    font-weight: 600;
  }

  .readout__row {
    display: grid;
    grid-template-columns: auto 1fr auto;
    align-items: center;
    gap: 0.5em;
  }

  .readout__label {
    color: var(--_arc-color-muted);
  }

  .readout__value {
    font-variant-numeric: tabular-nums;
    font-weight: 550;
    text-align: end;
    white-space: nowrap;
  }

  .readout__note {
    margin-block-start: 2px;
    color: var(--_arc-color-warn);
  }

  .nothing-here {
    position: absolute;
    inset: 0;
    display: grid;
    place-content: center;
    justify-items: center;
    gap: calc(2 * var(--_arc-space));
    pointer-events: none;
  }

  .nothing-here .button {
    pointer-events: auto;
  }

  .overview {
    position: relative;
    block-size: 44px;
    border-radius: 4px;
    background: var(--_arc-color-surface);
    overflow: hidden;
    touch-action: pan-y;
    cursor: pointer;
  }

  .overview canvas {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    block-size: 100%;
    forced-color-adjust: none;
    pointer-events: none;
  }

  .overview__window {
    position: absolute;
    inset-block: 0;
    min-inline-size: 3px;
    border-radius: 4px;
    box-shadow:
      inset 0 0 0 1.5px var(--_arc-color-accent),
      0 0 0 9999px color-mix(in srgb, var(--_arc-color-background) 72%, transparent);
    cursor: grab;
  }

  .overview__window::before,
  .overview__window::after {
    content: "";
    position: absolute;
    inset-block: 12px;
    inline-size: 5px;
    border-radius: 3px;
    background: var(--_arc-color-accent);
    cursor: ew-resize;
  }

  .overview__window::before {
    left: -1px;
  }

  .overview__window::after {
    right: -1px;
  }

  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: calc(1 * var(--_arc-space)) calc(4 * var(--_arc-space));
    font-size: 0.8125em;
  }

  .legend li {
    display: inline-flex;
    align-items: center;
    gap: 0.45em;
    color: var(--_arc-color-muted);
  }

  /* Table */

  .table-box {
    block-size: var(--_arc-chart-height);
    overflow: auto;
    border: 1px solid var(--_arc-color-border);
    border-radius: var(--_arc-radius-inner);
  }

  table {
    inline-size: 100%;
    border-collapse: collapse;
    font-size: var(--_arc-text-s);
  }

  thead th {
    position: sticky;
    inset-block-start: 0;
    background: var(--_arc-color-surface);
    color: var(--_arc-color-muted);
    font-weight: 550;
    box-shadow: inset 0 -1px var(--_arc-color-border);
  }

  th,
  td {
    padding: calc(1.25 * var(--_arc-space)) calc(3 * var(--_arc-space));
    text-align: start;
    font-weight: 400;
    white-space: nowrap;
  }

  tbody tr + tr {
    border-block-start: 1px solid color-mix(in srgb, var(--_arc-color-border) 60%, transparent);
  }

  .cell-number {
    text-align: end;
  }

  .cell-note {
    margin-inline-start: 0.75em;
    color: var(--_arc-color-warn);
    font-size: var(--_arc-text-xs);
  }

  .table-empty {
    padding: calc(4 * var(--_arc-space));
  }

  .pager {
    display: flex;
    align-items: center;
    justify-content: flex-end;
    gap: calc(1 * var(--_arc-space));
    font-size: var(--_arc-text-s);
  }

  /* Foot and states */

  .foot {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(1 * var(--_arc-space)) calc(2 * var(--_arc-space));
    color: var(--_arc-color-muted);
    font-size: 0.8125em;
    font-variant-numeric: tabular-nums;
  }

  .foot > *:not(:last-child, .chip, :has(+ .chip))::after {
    content: "·";
    margin-inline-start: calc(2 * var(--_arc-space));
  }

  .foot__gaps {
    color: var(--_arc-color-text);
  }

  .foot__gaps .swatch {
    margin-inline-end: 0.45em;
  }

  .zone-chip {
    font-size: inherit;
  }

  .holder {
    display: grid;
    align-content: center;
    min-block-size: calc(var(--_arc-chart-height) + 190px);
  }

  .skeleton--label {
    inline-size: 4.5em;
    block-size: 1em;
  }

  .skeleton--value {
    display: inline-block;
    inline-size: 3.5em;
    block-size: 0.8em;
  }

  .skeleton--controls {
    inline-size: 100%;
    block-size: 36px;
  }

  .skeleton--plot {
    block-size: var(--_arc-chart-height);
  }

  .skeleton--legend {
    inline-size: 40%;
    block-size: 0.8em;
    margin-block: 0.33em;
  }

  @container (inline-size < 880px) {
    .skeleton--controls {
      block-size: 82px;
    }
  }

  @container (inline-size < 560px) {
    .skeleton--controls {
      block-size: 128px;
    }

    .picker {
      flex: 1;
    }

    .cell-note {
      display: block;
      margin: 0;
      white-space: normal;
    }

    .picker--compare {
      flex: 1 0 100%;
    }

    .picker--compare select {
      max-inline-size: none;
    }

    .picker__box,
    .picker select {
      inline-size: 100%;
    }

    .picker__label {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
      white-space: nowrap;
    }

    .foot {
      flex-direction: column;
      align-items: flex-start;
    }

    .foot > *::after {
      content: none !important;
    }

    .numbers {
      grid-template-columns: 1fr 1fr;
    }

    .number-cell__value {
      font-size: 1.4em;
    }

    .segments {
      display: flex;
      inline-size: 100%;
    }

    .segment {
      flex: 1;
      min-block-size: 36px;
      padding: 0;
    }

    .stepper {
      flex: 1 0 100%;
      justify-content: space-between;
    }

    .menu {
      position: static;
    }

    .menu__list {
      inset-inline: 0;
    }

    .controls__end {
      position: relative;
      flex: 1 0 100%;
      margin-inline-start: 0;
    }
  }

  .frame.printing {
    color-scheme: light;
    background: var(--_arc-color-background);
    color: var(--_arc-color-text);
  }

  @media print {
    .controls,
    .tabs,
    .pager,
    .overview,
    .readout,
    .cursor {
      display: none;
    }

    .table-box {
      block-size: auto;
      max-block-size: none !important;
      overflow: visible;
    }
  }

  @media (pointer: coarse) {
    .button--icon,
    .button--tool,
    .picker select {
      min-block-size: 44px;
    }

    .button--icon {
      min-inline-size: 44px;
    }
  }

  @media (forced-colors: active) {
    .segment[aria-pressed="true"] {
      border-color: Highlight;
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }

    .tab[aria-selected="true"] {
      border-block-end-color: Highlight;
    }

    .cursor {
      outline: 1px solid Highlight;
    }

    .overview__window {
      border: 2px solid Highlight;
    }
  }
`;

export default [tokens, base, chart];
