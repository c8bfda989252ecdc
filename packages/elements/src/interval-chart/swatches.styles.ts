import { css } from 'lit';

/** Signs of the key and the numbers in the usage view: the look that a thing has in the picture. Those of other views are in later.styles.ts. */
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
`;
