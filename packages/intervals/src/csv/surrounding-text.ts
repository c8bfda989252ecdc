import { unitNamed } from '../files/resolve/units.ts';
import { type Column, namesMeter } from './columns.ts';
import type { Facts, Role } from './dialect.ts';
import { factsOf } from './facts.ts';
import type { Section } from './sections.ts';
import { directionFacts, titleFacts } from './title-facts.ts';
import { wordsOf } from './words.ts';

const TIME_ROLES: ReadonlySet<Role | 'value'> = new Set([
  'start',
  'end',
  'span',
  'date',
  'endDate',
  'startTime',
  'endTime',
]);

/** Returns the columns of a section that hold its times. */
export const timeColumns = ({ layout }: Section): readonly Column[] =>
  layout.columns.filter(({ role }) => TIME_ROLES.has(role));

/** Returns the meter that a line above the table names; `''` if none does. */
export function meterAbove({ above, layout }: Section): string {
  const named = [...above].find(([label, value]) =>
    layout.dialect?.above === undefined
      ? namesMeter(label) && /\d/.test(value)
      : layout.dialect.above[label] === 'meter',
  );
  return named?.[1] ?? '';
}

/**
 * Returns what the text around a table says about all of its values: the headers of its times, the
 * line above it, and labels with values.
 * @param sections - Number of tables in the file.
 */
export function surroundingFacts(section: Section, sections: number): Facts {
  const { above, layout, title } = section;
  const found: Facts[] = timeColumns(section).map(({ facts }) => facts);
  for (const [label, value] of above) {
    const role = layout.dialect?.above?.[label];
    if (role === 'register') found.push(layout.dialect?.registers?.[wordsOf(value)] ?? factsOf(value));
    if (COMMODITY_LABEL.test(label)) found.push(titleFacts(value));
    else if (DIRECTION_LABEL.test(label)) found.push(directionFacts(value));
    // `Meter: 123 (export)`
    else if (namesMeter(label)) found.push(directionFacts(/\(([a-z ]+)\)/i.exec(value)?.[1] ?? ''));
    if (
      (role === 'unit' || /^(units?|uom|einheit|unite|unidad|unidade|eenheid|unita)$/.test(label)) &&
      unitNamed(value) !== null
    )
      found.push({ unit: value });
  }
  // The line above one of several tables says what is in it. Above the only table it may be the
  // name of a report.
  if (sections > 1 && title !== '') found.push(factsOf(title));
  else if (title !== '') found.push(titleFacts(title));
  const around: { -readonly [K in keyof Facts]: Facts[K] } = {};
  for (const { commodity, flow, unit } of found) {
    if (commodity !== undefined) around.commodity ??= commodity;
    if (flow !== undefined) around.flow ??= flow;
    if (unit !== undefined && unit !== null) around.unit ??= unit;
  }
  return around;
}

/** Labels of lines that say what all values of a table are. */
const COMMODITY_LABEL = /fuel|commodity|^service( type)?$|energy type|energieart|sparte|medium|utility type|energia$/;
const DIRECTION_LABEL = /direction|richtung|\bflow\b/;
