import type { ErrorLike } from '../internal/errors.ts';
import type { ExportInput, ExportKind } from './export.ts';

/** Saves files for the person. */
export class Saving {
  /** Why the last one could not be made; `null` when it could. */
  error: ErrorLike | null = null;

  /** Makes a file and hands it out, unless `isWanted` says that whoever asked for it has gone meanwhile. */
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
