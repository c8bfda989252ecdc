import type { Series } from '@arc-elements/intervals';
import type { LitElement, TemplateResult } from 'lit';
import type { ArcBase } from '../internal/arc-base.ts';
import type { ErrorLike } from '../internal/errors.ts';

/** A file to read. */
export interface FileSource {
  /** Name to show. */
  readonly name: string;
  /** True if a person chose the file, so that its questions may take the focus. */
  readonly byPerson: boolean;
  /** @throws {ErrorLike} The file cannot be fetched. */
  blob(signal: AbortSignal): Promise<Blob>;
}

/** State of a file. */
export type FileState =
  | { readonly kind: 'loading' }
  /** Progress of reading the file, or questions about it. */
  | { readonly kind: 'file'; readonly content: FileContent }
  /** `content` is set if the failure has a message of its own. */
  | { readonly kind: 'failed'; readonly error: ErrorLike; readonly content?: FileContent | undefined }
  /** `below` is the summary of the file. */
  | { readonly kind: 'ready'; readonly series: Series; readonly below: FileContent };

/** Returns markup in a language. */
export type FileContent = (locale: string) => TemplateResult;

/** The element of a file controller. */
export interface FileHost extends LitElement, Pick<ArcBase, 'addStyles'> {
  /** Address of a file; empty for none. */
  readonly src: string;
  /** Zone for files that name none; empty for none. */
  readonly timeZone: string;
  /** True if a person may open a file. */
  readonly acceptFile: boolean;
}
