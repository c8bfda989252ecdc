import type { Facts } from './dialect.ts';
import { factsOf } from './facts.ts';
import { anyOf, wordsOf } from './words.ts';

/** Words that may follow and say nothing more. */
const AGAIN = anyOf(
  /usage|use|consumption|energy|data|service|meter|readings?|billing|kwh|history|total/,
  /verbrauch|\d{1,4}/,
);
const only = (pattern: RegExp): RegExp => new RegExp(`^(${pattern.source})( (${AGAIN.source}))*$`);

/**
 * Texts that name another commodity and nothing else: `Natural gas usage`, but not `Gas Street` or
 * `Gas & Electric`.
 */
const COMMODITY = only(
  anyOf(
    /natural gas|gas|erdgas|gaz( naturel)?|gas natural|water|wasser(verbrauch)?|gasverbrauch/,
    /eau|agua|fernwarme|district heat(ing)?/,
  ),
);
/**
 * Texts that name a direction or production, and nothing else. A plain "export" is mostly the name
 * of a download.
 */
const FLOW = only(
  anyOf(
    /exported( energy)?|energy export(ed)?|(grid|solar) export|export to( the)? grid/,
    /(ruck|netz)?einspeis\w*|(solar|pv) (generation|production|energy produced)|received/,
    /delivered|imported( energy)?|(grid )?import|surplus generation|teruglevering|injecti\w+/,
    /excedentes?|feed in/,
  ),
);

/**
 * Returns what a text says about all values of a table, such as a title or a cell that all rows
 * have.
 */
export function titleFacts(text: string): Facts {
  const words = wordsOf(text);
  const { commodity, flow } = factsOf(text);
  return {
    ...(commodity !== undefined && COMMODITY.test(words) && { commodity }),
    ...(flow !== undefined && FLOW.test(words) && { flow }),
  };
}

/**
 * Returns the direction in a text that states one, such as the value of the label "Direction". Here
 * "export" is one.
 */
export function directionFacts(text: string): Facts {
  const { flow } = factsOf(text);
  return flow === undefined ? {} : { flow };
}
