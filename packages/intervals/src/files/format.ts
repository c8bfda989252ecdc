import type { Assembled } from '../assemble.ts';
import type { ReadOptions } from '../options.ts';
import type { Notes } from '../receipt.ts';
import type { Series } from '../series.ts';
import type { Channel } from './channel.ts';
import type { Choices, Question } from './question.ts';

/** Formats of files that can be read. */
export type FormatName =
  | 'green-button'
  | 'csv'
  | 'nem12'
  | 'nem13'
  | 'plug-intervals'
  | 'plug-normalized-intervals'
  | 'utility-api'
  | 'json';

/** What a format gets in addition to the text. */
export interface FormatContext {
  readonly choices: Choices;
  /**
   * Zone of times without an offset if neither the choices nor the file name one; `null` if it is
   * not known.
   */
  readonly timeZone: string | null;
  /** Notes about the whole file. */
  readonly notes: Notes;
  /**
   * Adds a question about something that is ambiguous, without samples: these are added later.
   * Channels that depend on a question without a default are left out.
   */
  ask(question: Question): void;
}

/**
 * A meter of a body that states what is import and what is export, so that nothing is to be
 * decided.
 */
export interface ResolvedMeter {
  readonly id: string;
  /** As its body says; `null` if it does not. */
  readonly timeZone: string | null;
  /** Its bodies. */
  readonly pages: readonly unknown[];
  /** Returns the same meter with the pages of other texts after its own. */
  join(pages: readonly unknown[]): ResolvedMeter;
  /** @param options - `timeZone` replaces that of the meter. */
  read(options: ReadOptions): Assembled;
}

/** What a format finds in a text. */
export interface FormatReading {
  readonly format: FormatName;
  readonly channels: readonly Channel[];
  /** Meters in addition to those of the channels. */
  readonly resolved?: readonly ResolvedMeter[];
  /**
   * The zone that the file names, or whose offsets it states, as an IANA name or as the file writes
   * it; `null` if there is none.
   */
  readonly timeZone: string | null;
  /** True if its times have no offset, so that they depend on the zone. */
  readonly isLocal?: boolean;
  /** Zones by the id of the meter, if the file names one for each. They replace `timeZone`. */
  readonly zones?: ReadonlyMap<string, string> | undefined;
  /** Names of meters for people, by the id of the meter. Other meters are shown by their ids. */
  readonly labels?: ReadonlyMap<string, string> | undefined;
  /**
   * What `writeCsv` and `writeGreenButton` write in addition to values. Such a file has one meter.
   */
  readonly own?: OwnDetails | undefined;
}

/** Details of a series that only files of `writeCsv` and `writeGreenButton` have. */
export interface OwnDetails {
  /** The published span, epoch ms. */
  readonly publishedFromMs?: number;
  readonly publishedToMs?: number;
  /** Slots that are listed without a value, start to end. */
  readonly blanks?: ReadonlyMap<number, number>;
  /** End of the slots that await publication, epoch ms. */
  readonly untilMs?: number;
  /** Restores the source lengths and the covered parts of slots. */
  readonly restore?: (series: Series) => Series;
}

/** A format of meter data. */
export interface Format {
  /** Returns true for a text of this format. */
  recognises(text: string): boolean;
  /** @throws {DecodeError} It cannot be read. The message says what is wrong and where. */
  read(text: string, context: FormatContext): FormatReading;
}
