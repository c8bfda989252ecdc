import type { messages as profile } from '../account-profile/account-profile.messages.ts';
import type { messages as connect } from '../connect/connect.messages.ts';
import type { messages as connectionStatus } from '../connection-status/connection-status.messages.ts';
import type { messages as doctor } from '../doctor/doctor.messages.ts';
import type { messages as featureAvailability } from '../feature-availability/feature-availability.messages.ts';
import type { errors } from '../internal/errors.ts';
import type { messages as shared } from '../internal/messages.ts';
import type { messages as chart } from '../interval-chart/text/words.ts';
import type { messages as meterFile } from '../meter-file/messages.ts';
import type { messages as meterList } from '../meter-list/meter-list.messages.ts';
import { type Patch, patchWords, type WordsOf } from './catalog.ts';

/** All words of the elements, by subject. */
export interface ArcWords {
  /** Words that all elements share. */
  readonly shared: WordsOf<typeof shared>;
  /** Messages by error code. */
  readonly errors: WordsOf<typeof errors>;
  readonly connect: WordsOf<typeof connect>;
  readonly connectionStatus: WordsOf<typeof connectionStatus>;
  readonly featureAvailability: WordsOf<typeof featureAvailability>;
  readonly meterList: WordsOf<typeof meterList>;
  readonly chart: WordsOf<typeof chart>;
  readonly profile: WordsOf<typeof profile>;
  readonly doctor: WordsOf<typeof doctor>;
  /** Messages about a file that a chart has opened. */
  readonly meterFile: WordsOf<typeof meterFile>;
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
