import type { Facts } from './dialect.ts';
import { factsOf } from './facts.ts';
import { wordsOf } from './words.ts';

const AGAIN =
  '( (usage|use|consumption|energy|data|service|meter|readings?|billing|kwh|history|total|verbrauch|\\d{1,4}))*';
/**
 * Texts that name another commodity and nothing else: `Natural gas usage`, but no `Gas Street` and
 * no `Gas & Electric`.
 */
const COMMODITY = new RegExp(
  `^(natural gas|gas|erdgas|gaz( naturel)?|gas natural|water|wasser(verbrauch)?|gasverbrauch|eau|agua|fernwarme|district heat(ing)?)${AGAIN}$`,
);
/**
 * Texts that name what goes to the grid, or is produced, and nothing else. A plain "export" is
 * mostly the name of a download.
 */
const FLOW = new RegExp(
  `^(exported( energy)?|energy export(ed)?|(grid|solar) export|export to( the)? grid|(ruck|netz)?einspeis\\w*|(solar|pv) (generation|production|energy produced)|received|delivered|imported( energy)?|(grid )?import|surplus generation|teruglevering|injecti\\w+|excedentes?|feed in)${AGAIN}$`,
);

/**
 * What a text says about everything that it stands above or beside, such as a title or the same
 * cell in all rows.
 */
export function titleFacts(text: string): Facts {
  const words = wordsOf(text);
  const { commodity, flow } = factsOf(text);
  return {
    ...(commodity !== undefined && COMMODITY.test(words) && { commodity }),
    ...(flow !== undefined && FLOW.test(words) && { flow }),
  };
}

/** The same of the value of a label that asks for a direction, where "export" is one. */
export function directionFacts(text: string): Facts {
  const { flow } = factsOf(text);
  return flow === undefined ? {} : { flow };
}
