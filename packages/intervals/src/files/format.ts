import type { Assembled } from '../assemble.ts';
import type { ReadOptions } from '../options.ts';
import type { Notes } from '../receipt.ts';
import type { Series } from '../series.ts';
import type { Channel } from './channel.ts';
import type { Choices, Question } from './question.ts';

/** Formats of files that are read. */
export type FormatName =
  | 'green-button'
  | 'csv'
  | 'nem12'
  | 'nem13'
  | 'plug-intervals'
  | 'plug-normalized-intervals'
  | 'utility-api'
  | 'json';

/** What a format is given beside the text. */
export interface FormatContext {
  readonly choices: Choices;
  /**
   * Zone of times without an offset where neither the choices nor the file name one; `null` when
   * nobody does.
   */
  readonly timeZone: string | null;
  /** About the whole file. */
  readonly notes: Notes;
  /**
   * Asks what the text leaves open, without samples: they are filled in from what comes of each
   * option. A question without a default leaves the channels that depend on it out.
   */
  ask(question: Question): void;
}

/**
 * A meter of a body that says itself what is import and what is export, so that nothing of it is
 * open.
 */
export interface ResolvedMeter {
  readonly id: string;
  /** As its body says; `null` when it does not. */
  readonly timeZone: string | null;
  /** What its body, or each of its bodies, has. */
  readonly pages: readonly unknown[];
  /** The same meter with pages of other texts behind its own. */
  join(pages: readonly unknown[]): ResolvedMeter;
  /** @param options - `timeZone`, when it is there, in place of the meter's own. */
  read(options: ReadOptions): Assembled;
}

/** What a format finds in a text. */
export interface FormatReading {
  readonly format: FormatName;
  readonly channels: readonly Channel[];
  /** Meters beside those of the channels. */
  readonly resolved?: readonly ResolvedMeter[];
  /**
   * The zone that the file names, or whose offsets it states; `null` when it does neither. IANA
   * name, or as the file writes it.
   */
  readonly timeZone: string | null;
  /**
   * Returns true when its times are those of a clock without an offset, so that the zone decides
   * which instants they are.
   */
  readonly isLocal?: boolean;
  /**
   * Zones by the id of the meter in the channels, where the file names one for each; before
   * `timeZone`.
   */
  readonly zones?: ReadonlyMap<string, string> | undefined;
  /**
   * What a person may know a meter by, by its id in the channels; the id itself when it is not in
   * here.
   */
  readonly labels?: ReadonlyMap<string, string> | undefined;
  /** What our own writers note beside the values; the file holds one meter then. */
  readonly own?: OwnDetails | undefined;
}

/** Details of a series that other formats have no place for. */
export interface OwnDetails {
  /** The span that was published, epoch ms. */
  readonly publishedFromMs?: number;
  readonly publishedToMs?: number;
  /** Slots that are listed without a value, start to end. */
  readonly blanks?: ReadonlyMap<number, number>;
  /** End of the slots that await publication, epoch ms. */
  readonly untilMs?: number;
  /** Puts back what is left: source lengths, covered parts of slots. */
  readonly restore?: (series: Series) => Series;
}

/** One way to write meter data. */
export interface Format {
  /**
   * Returns true for a text that can be nothing else. The first format that does reads it; CSV is
   * asked last.
   */
  recognises(text: string): boolean;
  /** @throws {DecodeError} It cannot be read: the message says what is wrong and where. */
  read(text: string, context: FormatContext): FormatReading;
}
