import { type Patch, patchWords } from './catalog.ts';
import type { chart } from './en/chart.ts';
import type { connect } from './en/connect.ts';
import type { connectionStatus } from './en/connection-status.ts';
import type { doctor } from './en/doctor.ts';
import type { errors } from './en/errors.ts';
import type { featureAvailability } from './en/feature-availability.ts';
import type { meterFile } from './en/meter-file.ts';
import type { meterList } from './en/meter-list.ts';
import type { profile } from './en/profile.ts';
import type { shared } from './en/shared.ts';

/** All words of the elements, by subject. */
export interface ArcWords {
  /** Words that all elements share. */
  readonly shared: ReturnType<typeof shared>;
  /** Messages by error code. */
  readonly errors: ReturnType<typeof errors>;
  readonly connect: ReturnType<typeof connect>;
  readonly connectionStatus: ReturnType<typeof connectionStatus>;
  readonly featureAvailability: ReturnType<typeof featureAvailability>;
  readonly meterList: ReturnType<typeof meterList>;
  readonly chart: ReturnType<typeof chart>;
  readonly profile: ReturnType<typeof profile>;
  readonly doctor: ReturnType<typeof doctor>;
  /** Messages about a file that a chart has opened. */
  readonly meterFile: ReturnType<typeof meterFile>;
}

/** Some of the words. A function can be replaced by text, with `{0}`, `{1}` for its arguments. */
export type ArcMessages = { readonly [K in keyof ArcWords]?: Patch<ArcWords[K]> };

/**
 * Replaces words of the elements, or adds a language. Renders the elements in this language again.
 * Missing words keep their value, which is English for a new language. A later call adds to an
 * earlier one.
 * @param language - A language tag: `es` for all Spanish, `es-MX` for Mexico only.
 * @throws {RangeError} `language` is not a language tag.
 */
export function setMessages(language: string, messages: ArcMessages): void {
  const tag = Intl.getCanonicalLocales(language)[0];
  if (tag === undefined) throw new RangeError('setMessages needs a language tag.');
  patchWords(tag, messages);
}
