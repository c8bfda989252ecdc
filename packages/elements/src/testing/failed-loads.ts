import { timing } from '../internal/timing.ts';

/** For tests whose modules fail to load: hides the errors on the console, and prevents a retry. */
export function expectFailedLoads(): void {
  const { error } = console;
  const { reload } = timing;
  beforeEach(() => {
    console.error = () => {};
    timing.reload = 60_000;
  });
  afterEach(() => {
    console.error = error;
    timing.reload = reload;
  });
}
