import { css } from 'lit';

/** Symbols of legend, numbers and read-out, as they look in the picture. */
export default css`
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

  /* The end of the export is hatched as in the picture. */
  .swatch[data-mark="diverging"] {
    background:
      repeating-linear-gradient(45deg, transparent 0 3.25px, var(--_arc-color-background) 3.25px 4.25px) 0 0 / 50% 100%
        no-repeat,
      linear-gradient(
        to right in oklab,
        var(--_arc-color-export),
        color-mix(in oklab, var(--_arc-color-text) 7%, var(--_arc-color-background)),
        var(--_arc-color-import)
      );
  }

  /* The label beside it begins with the same end. */
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
`;
