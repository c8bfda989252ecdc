import { css } from 'lit';

/**
 * Styles of every visible element: reset, text, buttons, chips, skeletons and notes. Needs
 * `tokens`.
 */
export const basics = css`
  :host {
    display: block;
    box-sizing: border-box !important;
    direction: ltr;
  }

  /*
   * Elements take the font and the colour scheme of the page, and none of its other text styles,
   * whether inherited or set by a rule for every element. The content of a gate belongs to the
   * page.
   */
  :host(:not(arc-feature-gate)),
  .own {
    color: var(--_arc-color-text) !important;
    cursor: auto !important;
    hyphens: manual !important;
    letter-spacing: normal !important;
    line-height: 1.45 !important;
    overflow-wrap: normal !important;
    text-align: start !important;
    text-align-last: auto !important;
    text-indent: 0 !important;
    text-shadow: none !important;
    text-transform: none !important;
    white-space: normal !important;
    word-break: normal !important;
    word-spacing: normal !important;
    writing-mode: horizontal-tb !important;
    -webkit-text-fill-color: currentcolor !important;
    -webkit-text-stroke: 0 !important;
  }

  /* The direction is that of the element's language, which may differ from that of the page. */
  :host(:state(rtl)) {
    direction: rtl;
  }

  :host([hidden]),
  [hidden] {
    display: none !important;
  }

  *,
  *::before,
  *::after {
    box-sizing: inherit;
  }

  h2,
  h3,
  h4,
  p,
  ul,
  ol,
  dl,
  dd,
  figure {
    margin: 0;
    padding: 0;
  }

  ul,
  ol {
    list-style: none;
  }

  .muted {
    color: var(--_arc-color-muted);
  }

  .small {
    font-size: var(--_arc-text-s);
  }

  .number {
    font-variant-numeric: tabular-nums;
  }

  .visually-hidden:not(:focus-within, :active) {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    margin: -1px;
    padding: 0;
    border: 0;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  .icon {
    flex: none;
    inline-size: 1.25em;
    block-size: 1.25em;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.75;
    stroke-linecap: round;
    stroke-linejoin: round;
    vertical-align: -0.25em;
  }

  button,
  input,
  select,
  textarea {
    font: inherit;
    color: inherit;
  }

  /* iOS zooms into a field whose text is smaller. */
  @media (pointer: coarse), (max-width: 600px) {
    input,
    select,
    textarea {
      font-size: max(16px, 1em);
    }
  }

  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: calc(2 * var(--_arc-space));
    min-block-size: 36px;
    padding: calc(1.5 * var(--_arc-space)) calc(3.5 * var(--_arc-space));
    border: 1px solid var(--_arc-color-line);
    border-radius: var(--_arc-radius-inner);
    background: var(--_arc-color-background);
    color: var(--_arc-color-text);
    font-size: var(--_arc-text-s);
    font-weight: 600;
    line-height: 1.3;
    text-align: center;
    cursor: pointer;
    transition:
      background-color 120ms ease-out,
      border-color 120ms ease-out;
  }

  .button:hover {
    background: color-mix(in oklab, var(--_arc-color-text) 6%, var(--_arc-color-background));
  }

  .button--quiet {
    border-color: transparent;
    background: transparent;
    color: var(--_arc-color-accent);
  }

  .button--icon {
    min-inline-size: 36px;
    padding: 0;
    border-color: transparent;
    background: transparent;
    color: var(--_arc-color-muted);
  }

  .button[aria-disabled="true"],
  .button:disabled {
    cursor: default;
    opacity: 0.65;
  }

  :focus-visible {
    outline: 2px solid var(--_arc-color-accent);
    outline-offset: 2px;
  }

  .chip {
    display: inline-flex;
    align-items: center;
    gap: 0.35em;
    padding-block: 0.15em;
    padding-inline: 0.5em 0.65em;
    border-radius: 999px;
    background: color-mix(
      in oklab,
      var(--_arc-tint, var(--_arc-chip, var(--_arc-color-muted))) 11%,
      var(--_arc-color-background)
    );
    border: 1px solid color-mix(in oklab, var(--_arc-chip, var(--_arc-color-muted)) 28%, transparent);
    color: var(--_arc-chip, var(--_arc-color-muted));
    font-size: var(--_arc-text-s);
    font-weight: 600;
    white-space: nowrap;
  }

  .chip .icon {
    inline-size: 1.1em;
    block-size: 1.1em;
  }

  .is-bad {
    --_arc-chip: var(--_arc-color-bad);
    --_arc-tint: var(--_arc-color-bad);
  }

  .skeleton {
    display: block;
    border-radius: var(--_arc-radius-inner);
    /* Dark greys are harder to tell apart. */
    background: light-dark(
      color-mix(in oklab, var(--_arc-color-text) 7%, var(--_arc-color-background)),
      color-mix(in oklab, var(--_arc-color-text) 12%, var(--_arc-color-background))
    );
    block-size: 1em;
    max-inline-size: 100%;
    animation: arc-breathe 1.6s ease-in-out infinite alternate;
  }

  @keyframes arc-breathe {
    to {
      opacity: 0.5;
    }
  }

  .waiting {
    position: relative;
  }

  /* Text after ten seconds of loading. It covers the blocks, so that nothing moves. */
  .waiting__words {
    position: absolute;
    inset: 0;
    place-content: center;
    display: grid;
    padding: 1em;
    color: var(--_arc-color-text);
    font-size: var(--_arc-text-s);
    text-align: center;
    visibility: hidden;
    animation: arc-appear 0s 10s forwards;
  }

  @keyframes arc-appear {
    to {
      visibility: inherit;
    }
  }

  .note {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(2 * var(--_arc-space));
    padding: calc(2 * var(--_arc-space)) calc(3 * var(--_arc-space));
    border-radius: var(--_arc-radius-inner);
    background: color-mix(in oklab, var(--_arc-tint, light-dark(#f2b440, #f0b04a)) 13%, var(--_arc-color-background));
    color: var(--_arc-color-text);
    font-size: var(--_arc-text-s);
  }

  .note .icon {
    color: var(--_arc-chip, var(--_arc-color-warn));
  }

  .note__text {
    flex: 1 1 16ch;
    text-wrap: pretty;
  }

  @media (prefers-reduced-motion: reduce) {
    *,
    *::before,
    *::after {
      animation: none !important;
      transition: none !important;
      scroll-behavior: auto !important;
    }

    /* This animation has no motion: it only delays the text. */
    .waiting__words {
      animation: arc-appear 0s 10s forwards !important;
    }
  }

  @media (forced-colors: active) {
    .skeleton,
    .note {
      border: 1px solid CanvasText;
    }
  }
`;

/** Styles of cards, of colours by meaning, and of states without data. */
export const states = css`
  .card {
    border: var(--arc-border-width, 1px) solid var(--_arc-color-border);
    border-radius: var(--_arc-radius);
    background: var(--_arc-color-background);
  }

  .is-ok {
    --_arc-chip: var(--_arc-color-ok);
  }

  .is-warn {
    --_arc-chip: var(--_arc-color-warn);
    /* The amber of text is too brown for a background. */
    --_arc-tint: light-dark(#f2b440, #f0b04a);
  }

  .is-busy {
    --_arc-chip: var(--_arc-color-accent);
  }

  .state {
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: calc(2 * var(--_arc-space));
    padding: calc(8 * var(--_arc-space)) calc(4 * var(--_arc-space));
    border: var(--arc-border-width, 1px) solid var(--_arc-color-border);
    border-radius: var(--_arc-radius);
    background: var(--_arc-color-background);
    text-align: center;
  }

  /* The element around it has a border already. */
  :is(.card, .holder, .body) .state {
    border: 0;
    background: none;
  }

  .state__icon {
    display: grid;
    place-items: center;
    inline-size: 44px;
    block-size: 44px;
    border-radius: 50%;
    background: var(--_arc-color-surface);
    color: var(--_arc-chip, var(--_arc-color-muted));
  }

  .state__icon .icon {
    inline-size: 22px;
    block-size: 22px;
  }

  .state__title {
    font-weight: 600;
    text-wrap: balance;
  }

  .state__hint {
    max-inline-size: 44ch;
    color: var(--_arc-color-muted);
    font-size: var(--_arc-text-s);
    text-wrap: balance;
  }

  .whole {
    white-space: nowrap;
  }

  .state__action {
    margin-block-start: calc(2 * var(--_arc-space));
  }

  .button--primary {
    border-color: transparent;
    background: var(--_arc-color-accent);
    color: var(--_arc-color-on-accent);
  }

  .button--primary:hover {
    background: color-mix(in oklab, var(--_arc-color-text) 14%, var(--_arc-color-accent));
  }

  @media (forced-colors: active) {
    .state__icon {
      border: 1px solid CanvasText;
    }

    .button--primary {
      border-color: ButtonText;
      background: ButtonFace;
      color: ButtonText;
    }
  }
`;

/** All styles that elements share. Needs `tokens`. */
export const base = [basics, states];
