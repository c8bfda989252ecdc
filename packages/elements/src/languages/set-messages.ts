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
  /** What all elements share. */
  readonly shared: WordsOf<typeof shared>;
  /** What is said of a failure, by error code. */
  readonly errors: WordsOf<typeof errors>;
  readonly connect: WordsOf<typeof connect>;
  readonly connectionStatus: WordsOf<typeof connectionStatus>;
  readonly featureAvailability: WordsOf<typeof featureAvailability>;
  readonly meterList: WordsOf<typeof meterList>;
  readonly chart: WordsOf<typeof chart>;
  readonly profile: WordsOf<typeof profile>;
  readonly doctor: WordsOf<typeof doctor>;
  /** What is said about a file that a chart was given. */
  readonly meterFile: WordsOf<typeof meterFile>;
}

/** Some of the words. A sentence that is built of parts is a function, or text with `{0}`, `{1}` for the parts. */
export type ArcMessages = { readonly [K in keyof ArcWords]?: Patch<ArcWords[K]> };

/**
 * Replaces words of the elements, or adds a language. Everything on the page that shows this language is drawn again; what is
 * not given stays as it was, in English for a new language. Several calls add up.
 * @param language - A language tag: `es` is for all Spanish, `es-MX` for Mexico alone.
 * @throws {RangeError} `language` is no language tag.
 */
export function setMessages(language: string, messages: ArcMessages): void {
  const tag = Intl.getCanonicalLocales(language)[0];
  if (tag === undefined) throw new RangeError('setMessages needs a language tag.');
  patchWords(tag, messages);
}
