import type { Series } from '@arc-elements/intervals';
import type { LitElement, TemplateResult } from 'lit';
import type { ArcBase } from '../internal/arc-base.ts';
import type { ErrorLike } from '../internal/errors.ts';

/** What a file has to give. */
export type FileState =
  | { readonly kind: 'loading' }
  /**
   * Something about the file in place of its readings: that it is being read, or what it leaves
   * open.
   */
  | { readonly kind: 'file'; readonly content: FileContent }
  /** `content` where there is more to say than of any failure. */
  | { readonly kind: 'failed'; readonly error: ErrorLike; readonly content?: FileContent | undefined }
  /** `below` says what was read and how. */
  | { readonly kind: 'ready'; readonly series: Series; readonly below: FileContent };

/** Markup in the language of a locale. */
export type FileContent = (locale: string) => TemplateResult;

/** What the files of an element depend on. */
export interface FileHost extends LitElement, Pick<ArcBase, 'addStyles'> {
  /** Address of a file; empty for none. */
  readonly src: string;
  /** Zone for files that name none; empty for none. */
  readonly timeZone: string;
  /** A person may open a file of their own. */
  readonly acceptFile: boolean;
}
