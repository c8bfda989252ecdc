import type { ErrorLike } from '../internal/errors.ts';
import type { ExportInput, ExportKind } from './export.ts';

/** Saves files of one chart, and keeps the last error. */
export class FileSaver {
  /** Why the last save failed; `null` otherwise. */
  error: ErrorLike | null = null;

  /**
   * Creates a file and downloads it, unless `isWanted` is false by then because the person changed.
   */
  async save(kind: ExportKind, input: ExportInput, isWanted: () => boolean): Promise<void> {
    this.error = null;
    try {
      const { download, exportChart } = await import('./export.ts');
      const file = await exportChart(kind, input);
      if (isWanted()) download(file);
    } catch (error) {
      this.error = { code: 'save-failed', message: error instanceof Error ? error.message : String(error) };
    }
  }
}
