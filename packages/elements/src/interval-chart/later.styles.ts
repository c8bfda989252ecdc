import { css } from 'lit';

/** What may come a moment after the first picture, for picture and table: signs of the views loaded later, tabs beyond an edge, hover, print, forced colours. */
export default css`
  .swatch[data-mark="scale"],
  .swatch[data-mark="diverging"] {
    inline-size: 4em;
    background: linear-gradient(to right in oklab, var(--_arc-color-background), var(--_arc-color-import));
    box-shadow: inset 0 0 0 1px var(--_arc-color-border);
  }

  /* The side of the export has the lines of the picture. */
  .swatch[data-mark="diverging"] {
    background:
      repeating-linear-gradient(45deg, transparent 0 3.25px, var(--_arc-color-background) 3.25px 4.25px) 0 0 / 50% 100% no-repeat,
      linear-gradient(
        to right in oklab,
        var(--_arc-color-export),
        color-mix(in oklab, var(--_arc-color-text) 7%, var(--_arc-color-background)),
        var(--_arc-color-import)
      );
  }

  /* The name beside it begins with the same end. */
  :host(:state(rtl)) .swatch[data-mark="scale"],
  :host(:state(rtl)) .swatch[data-mark="diverging"] {
    transform: scaleX(-1);
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

  /* A shade at an edge behind which more tabs lie, also where scroll bars hide; the covers move with the tabs. A pixel in, since a cover whose
     edge is between two pixels lets the outer one through. */
  :host {
    --_arc-shade: light-dark(rgb(0 0 0 / 24%), rgb(0 0 0 / 75%));
  }

  .tabs {
    background:
      linear-gradient(to right, var(--_arc-color-background) 50%, transparent) 0 0 / 32px 100% no-repeat local,
      linear-gradient(to left, var(--_arc-color-background) 50%, transparent) 100% 0 / 32px 100% no-repeat local,
      linear-gradient(to right, var(--_arc-shade), transparent) 1px 0 / 12px 100% no-repeat,
      linear-gradient(to left, var(--_arc-shade), transparent) calc(100% - 1px) 0 / 12px 100% no-repeat;
  }

  .number-cell__note {
    text-wrap: balance;
  }

  .head__meter {
    color: var(--_arc-color-muted);
    font-size: var(--_arc-text-s);
  }

  .segment:hover,
  .tab:hover {
    color: var(--_arc-color-text);
  }

  .tab:focus-visible {
    outline-offset: -2px;
  }

  .frame.printing {
    color-scheme: light;
    background: var(--_arc-color-background);
    color: var(--_arc-color-text);
  }

  @media print {
    /* Of the controls the name of the range stays: axes have no year. */
    .segments,
    .controls__end,
    .stepper .button,
    .tabs,
    .overview {
      display: none;
    }
  }

  @media (forced-colors: active) {
    .segment[aria-pressed="true"] {
      border-color: Highlight;
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }

    /* Transparent edges show in forced colours. */
    .tab {
      border-block-end-color: Canvas;
    }

    .tab[aria-selected="true"] {
      border-block-end-color: Highlight;
    }
  }
`;
