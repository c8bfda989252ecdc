import { css } from 'lit';

/**
 * Public `--arc-*` properties with their defaults, mapped to the private `--_arc-*` ones that
 * elements use. Light or dark follows the inherited `color-scheme`: that of the page, or the one
 * that `theme` of an `arc-session` sets. By default, text has a contrast of at least 4.5:1, lines
 * of 3:1.
 */
export const tokens = css`
  :host {
    --_arc-color-background: var(--arc-color-background, light-dark(#ffffff, #0f1419));
    --_arc-color-surface: var(--arc-color-surface, light-dark(#f6f8fa, #171d24));
    --_arc-color-text: var(--arc-color-text, light-dark(#161b22, #e8edf2));
    --_arc-color-muted: var(--arc-color-muted, light-dark(#57606a, #9aa6b2));
    --_arc-color-border: var(--arc-color-border, light-dark(#d5dbe1, #2d3742));
    --_arc-color-line: var(--arc-color-line, light-dark(#868e99, #6b7885));
    --_arc-color-accent: var(--arc-color-accent, light-dark(#1f5fd0, #7fb0ff));
    --_arc-color-on-accent: var(--arc-color-on-accent, light-dark(#ffffff, #0b1524));
    --_arc-color-import: var(--arc-color-import, light-dark(#2f6fde, #5b9bff));
    --_arc-color-export: var(--arc-color-export, light-dark(#b86e00, #f0b04a));
    --_arc-color-ok: var(--arc-color-ok, light-dark(#17703f, #5fd08f));
    --_arc-color-warn: var(--arc-color-warn, light-dark(#8a5a00, #f0b04a));
    --_arc-color-bad: var(--arc-color-bad, light-dark(#b42318, #ff8a7a));
    --_arc-radius: var(--arc-radius, 10px);
    --_arc-radius-inner: var(--arc-radius-inner, 6px);
    --_arc-density: var(--arc-density, 1);
    --_arc-space: calc(4px * var(--_arc-density));
    --_arc-text-xs: 0.75em;
    --_arc-text-s: 0.875em;
    --_arc-text-l: 1.25em;
    --_arc-text-xl: 1.75em;
  }

  :host(:state(light)) {
    color-scheme: light;
  }

  :host(:state(dark)) {
    color-scheme: dark;
  }

  :host(:state(system)) {
    color-scheme: light dark;
  }

  @media (forced-colors: active) {
    :host {
      --_arc-color-background: Canvas;
      --_arc-color-surface: Canvas;
      --_arc-color-text: CanvasText;
      --_arc-color-muted: CanvasText;
      --_arc-color-border: CanvasText;
      --_arc-color-line: CanvasText;
      --_arc-color-accent: LinkText;
      --_arc-color-on-accent: Canvas;
      --_arc-color-import: CanvasText;
      --_arc-color-export: LinkText;
      --_arc-color-ok: CanvasText;
      --_arc-color-warn: CanvasText;
      --_arc-color-bad: CanvasText;
    }
  }
`;
