/** A browser that a test drives, by the commands that all of them have. */
export interface Engine {
  goto(url: string): Promise<void>;
  /** Runs an expression in the page and resolves to its value, which has to be JSON. */
  evaluate<T>(expression: string): Promise<T>;
  /** Presses a key, such as `Tab` or `ArrowRight`, on the focused element. */
  press(key: string): Promise<void>;
  close(): Promise<void>;
}
