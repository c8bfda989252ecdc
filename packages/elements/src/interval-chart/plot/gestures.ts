/**
 * Handlers of gestures. Positions are in CSS pixels of the plot, before any CSS transform of the
 * page.
 */
export interface GestureHandlers {
  /** The pointer is at a position; `null` when it left. */
  hover(position: { readonly x: number; readonly y: number } | null): void;
  /**
   * The person drags; `byPx` counts from the start of the drag, and `begin` marks its first call.
   */
  pan(byPx: number, begin: boolean): void;
  /** Zooms around a position: in for factors below 1, out for factors above. */
  zoom(factor: number, aroundX: number): void;
  /** A span is being selected (`done` false), or was selected. */
  select(fromX: number, toX: number, done: boolean): void;
  /** The selection was cancelled. */
  cancel(): void;
  /** The person double-clicked: shows everything. */
  reset(): void;
  /**
   * A mouse or a finger was pressed and released at one position. Returns true if that did
   * something.
   */
  tap(position: { readonly x: number; readonly y: number }, mouse: boolean): boolean;
  /** Returns true if `zoom` would change what is shown. */
  canZoom(factor: number, aroundX: number): boolean;
  /** Returns true if there are data beyond the visible range, so that a drag can move it. */
  canPan(): boolean;
  /** Returns true if the wheel may zoom without a modifier key, because the chart has the focus. */
  ownsWheel(): boolean;
}

type Drag = 'none' | 'pending' | 'pan' | 'select' | 'scrub';

const POINTER_EVENTS = [
  'pointerdown',
  'pointermove',
  'pointerup',
  'pointercancel',
  'pointerleave',
  'dblclick',
] as const;
const DRAG_START_PX = 4;
const WHEEL_STEP = 0.0022;
/**
 * A pause of the wheel up to this long belongs to the same scroll: trackpads send momentum for
 * about a second.
 */
const SAME_SCROLL_MS = 200;
/** Longest time between the clicks of a double click. */
const DOUBLE_CLICK_MS = 500;

/**
 * Pointer and wheel gestures on one element. The page keeps wheels without a modifier key unless
 * the chart has the focus, scrolls that began outside the chart, vertical swipes, and any gesture
 * that would change nothing here.
 */
export class Gestures {
  readonly #element: HTMLElement;
  readonly #handlers: GestureHandlers;
  readonly #stop = new AbortController();
  readonly #pointers = new Map<number, number>();
  #drag: Drag = 'none';
  #startX = 0;
  /** What the current or last wheel scroll does. */
  #scroll: 'page' | 'zoom' | 'pan' = 'page';
  /** Time of the last wheel event. */
  #scrolledMs = Number.NEGATIVE_INFINITY;
  #tappedMs = Number.NEGATIVE_INFINITY;
  #pinchPx = 0;

  constructor(element: HTMLElement, handlers: GestureHandlers) {
    this.#element = element;
    this.#handlers = handlers;
    const { signal } = this.#stop;
    const dispatch = (event: Event): void => this.#dispatch(event);
    for (const type of POINTER_EVENTS) element.addEventListener(type, dispatch, { signal });
    // Not passive: a wheel that zooms must not scroll the page too.
    element.addEventListener('wheel', dispatch, { signal, passive: false });
    globalThis.addEventListener('wheel', this.#onWheelAnywhere, { signal, passive: true, capture: true });
  }

  #dispatch(event: Event): void {
    if (event instanceof WheelEvent) this.#onWheel(event);
    else if (event instanceof PointerEvent) this.#pointerHandlers[event.type]?.(event);
    else if (event.type === 'dblclick' && event.timeStamp - this.#tappedMs > DOUBLE_CLICK_MS) this.#handlers.reset();
  }

  /** Removes every listener. */
  dispose(): void {
    this.#stop.abort();
  }

  #positionOf(event: MouseEvent): { readonly x: number; readonly y: number } {
    // `offsetX` is relative to the child under the pointer, and client coordinates include CSS
    // transforms.
    const box = this.#element.getBoundingClientRect();
    return {
      x: ((event.clientX - box.left) * this.#element.offsetWidth) / (box.width || 1),
      y: ((event.clientY - box.top) * this.#element.offsetHeight) / (box.height || 1),
    };
  }

  readonly #onDown = (event: PointerEvent): void => {
    if (event.pointerType === 'mouse' && event.button !== 0) return;
    const { x, y } = this.#positionOf(event);
    this.#pointers.set(event.pointerId, x);
    if (this.#pointers.size === 2) {
      if (this.#drag === 'select') this.#handlers.cancel();
      this.#drag = 'none';
      this.#pinchPx = this.#pinchWidth();
      return;
    }
    if (this.#pointers.size > 1) return;
    this.#startX = x;
    this.#drag = 'pending';
    this.#capture(event.pointerId);
    if (event.pointerType !== 'mouse') this.#handlers.hover({ x, y });
  };

  readonly #onMove = (event: PointerEvent): void => {
    const position = this.#positionOf(event);
    // The button was released outside the plot or the window, where no event is received.
    if (event.pointerType === 'mouse' && event.buttons === 0 && this.#drag !== 'none') this.#onCancel(event);
    if (this.#pointers.has(event.pointerId)) this.#pointers.set(event.pointerId, position.x);
    if (this.#pointers.size === 2) {
      this.#pinch();
      return;
    }
    if (this.#drag === 'pending' && Math.abs(position.x - this.#startX) >= DRAG_START_PX) this.#beginDrag(event);
    switch (this.#drag) {
      case 'pan':
        this.#handlers.pan(position.x - this.#startX, false);
        break;
      case 'select':
        this.#handlers.select(this.#startX, position.x, false);
        break;
      default:
        this.#handlers.hover(position);
    }
  };

  /** Receives the events of a press to its end, wherever the pointer goes. */
  #capture(pointerId: number): void {
    try {
      this.#element.setPointerCapture(pointerId);
    } catch (error) {
      // Synthetic events have no active pointer to capture.
      if (!(error instanceof DOMException)) throw error;
    }
  }

  #beginDrag(event: PointerEvent): void {
    const pans = this.#handlers.canPan() !== event.shiftKey;
    if (pans) {
      this.#drag = 'pan';
      this.#handlers.hover(null);
      this.#handlers.pan(0, true);
    } else {
      // A finger on a chart that shows everything moves the cursor; only a mouse selects a span.
      this.#drag = event.pointerType === 'mouse' ? 'select' : 'scrub';
      if (this.#drag === 'select') this.#handlers.hover(null);
    }
  }

  readonly #onUp = (event: PointerEvent): void => {
    if (!this.#pointers.delete(event.pointerId)) return;
    if (this.#drag === 'select') this.#handlers.select(this.#startX, this.#positionOf(event).x, true);
    const tapped =
      this.#drag === 'pending' && this.#handlers.tap(this.#positionOf(event), event.pointerType === 'mouse');
    if (tapped) this.#tappedMs = event.timeStamp;
    this.#drag = 'none';
  };

  readonly #onCancel = (event: PointerEvent): void => {
    this.#pointers.delete(event.pointerId);
    if (this.#drag === 'select') this.#handlers.cancel();
    this.#drag = 'none';
    this.#handlers.hover(null);
  };

  readonly #onLeave = (event: PointerEvent): void => {
    // A lifted finger leaves too, but its read-out stays until the next touch.
    if (event.pointerType === 'mouse' && this.#drag !== 'pan' && this.#drag !== 'select') this.#handlers.hover(null);
  };

  #pinchWidth(): number {
    const [a = 0, b = 0] = this.#pointers.values();
    return Math.max(10, Math.abs(a - b));
  }

  #pinch(): void {
    const [a = 0, b = 0] = this.#pointers.values();
    const width = this.#pinchWidth();
    this.#handlers.zoom(this.#pinchPx / width, (a + b) / 2);
    this.#pinchPx = width;
  }

  readonly #pointerHandlers: Readonly<Record<string, (event: PointerEvent) => void>> = {
    pointerdown: this.#onDown,
    pointermove: this.#onMove,
    pointerup: this.#onUp,
    pointercancel: this.#onCancel,
    pointerleave: this.#onLeave,
  };

  readonly #onWheelAnywhere = (event: WheelEvent): void => {
    if (event.composedPath().includes(this.#element)) return;
    this.#scroll = 'page';
    this.#scrolledMs = event.timeStamp;
  };

  readonly #onWheel = (event: WheelEvent): void => {
    const { x } = this.#positionOf(event);
    const unit =
      event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : event.deltaMode === WheelEvent.DOM_DELTA_PAGE ? 400 : 1;
    const speed = event.ctrlKey && Math.abs(event.deltaY) < 20 ? 4 : 1;
    const factor = Math.exp(event.deltaY * unit * WHEEL_STEP * speed);
    const sideways = event.shiftKey ? event.deltaX || event.deltaY : event.deltaX;
    const across = Math.abs(sideways) > Math.abs(event.shiftKey ? 0 : event.deltaY);
    const isNew = event.timeStamp - this.#scrolledMs > SAME_SCROLL_MS;
    // Browsers report a trackpad pinch as a wheel with `ctrlKey`. If the chart cannot zoom, the
    // page does.
    if (event.ctrlKey || event.metaKey) {
      if (isNew || this.#scroll !== 'zoom') this.#scroll = this.#handlers.canZoom(factor, x) ? 'zoom' : 'page';
    } else if (isNew) {
      if (across) this.#scroll = this.#handlers.canPan() ? 'pan' : 'page';
      else this.#scroll = this.#handlers.ownsWheel() && this.#handlers.canZoom(factor, x) ? 'zoom' : 'page';
    }
    this.#scrolledMs = event.timeStamp;
    if (this.#scroll === 'page') return;
    event.preventDefault();
    if (this.#scroll === 'zoom') {
      this.#handlers.zoom(factor, x);
      return;
    }
    this.#handlers.pan(0, true);
    this.#handlers.pan(-sideways * unit, false);
  };
}
