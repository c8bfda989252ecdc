/** A browser that a test drives: the few things all of them can be told in the same way. */
export interface Engine {
  goto(url: string): Promise<void>;
  /** Runs an expression in the page and gives its value, which has to be JSON. */
  evaluate<T>(expression: string): Promise<T>;
  /**
   * Presses a key as a person does, such as `Tab` or `ArrowRight`; it goes to whatever has the
   * focus.
   */
  press(key: string): Promise<void>;
  close(): Promise<void>;
}
