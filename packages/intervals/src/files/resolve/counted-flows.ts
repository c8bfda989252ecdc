import { DecodeError } from '@arc-elements/models';
import type { Calendar } from '../../calendar.ts';
import type { Notes } from '../../receipt.ts';
import type { Channel, Rows } from '../channel.ts';
import type { Choices } from '../question.ts';
import type { Candidate } from './candidate.ts';
import { columnsOption, directionsOption, labelsOf, parseColumnChoice } from './column-choice.ts';
import { bestOf, isSame, pick } from './flows.ts';
import type { QuestionList } from './question-list.ts';
import { differences, fallsOften, looksLikeRegister } from './registers.ts';
import { withoutSentinels } from './sentinels.ts';
import { type GridFlows, isSelfConsumption, type SiteFlows, siteFlowsOf } from './site-flows.ts';
import { spansOf } from './spans.ts';
import { type Unit, unitNamed } from './units.ts';

/** The channels that count for one direction. `added`: they are parts that are added. */
export interface CountedFlow {
  readonly use: 'import' | 'export' | 'net';
  readonly taken: readonly Candidate[];
  readonly added: boolean;
}

/**
 * Returns the channels that are import and export of one meter; `null` if a question about them is
 * open.
 * @param labels - Labels of all columns. Those of computed columns are added.
 * @throws {DecodeError} A chosen column cannot count.
 */
export function countedFlowsOf(
  channels: readonly Channel[],
  calendar: Calendar,
  choices: Choices,
  notes: Notes,
  questions: QuestionList,
  labels: Set<string>,
): readonly CountedFlow[] | null {
  const grid = channels.filter((channel) => !isSelfConsumption(channel));
  const found = candidatesOf(grid, calendar, choices, questions);
  if (found === null) return null;
  const isPlain = found.some(({ channel }) => channel.flow === 'import' || channel.flow === 'net');
  const selfConsumption = channels
    .filter(isSelfConsumption)
    .map((channel): Channel => ({ ...channel, kind: 'energy' }));
  const own = candidatesOf(selfConsumption, calendar, choices, questions);
  if (own === null) return null;
  const site = isPlain ? null : siteFlowsOf(found, own);
  const computed = site?.options.flatMap(({ imports, exports }) => [...imports, ...exports]) ?? [];
  const all = new Set([...found, ...own, ...computed]);
  for (const { channel } of all) labels.add(channel.label);
  const chosen = chosenOf([...all], choices.columns);
  const flows =
    chosen === null
      ? site === null
        ? flowsOfFile(found, null, questions)
        : flowsOfSite(site, questions)
      : flowsOfChoice(found, chosen, choices.columns!, questions);
  if (flows === null) return null;
  for (const { added, taken } of flows) {
    if (added) notes.add('added', taken.length, labelsOf(taken));
    if (taken.some(({ channel }) => channel.flow === 'production')) notes.add('production', 1, taken[0]!.channel.label);
    for (const { bad, channel, falls, from, kind, spans, unit } of taken) {
      const { label } = channel;
      if (from.length > 1) notes.add('added', from.length, label);
      if (kind === 'register') notes.add('from-register', channel.rows.count, label);
      if (falls > 0) notes.add('register-fell', falls, label);
      for (const [count, example] of bad) notes.add('no-value', count, `${label}: ${example}`);
      if (kind === 'power') notes.add('from-kw', spans.start.length, label);
      if (spans.assumed > 0) notes.add('assumed-length', spans.assumed, label);
      if (unit.commodity === 'unknown') notes.add('converted', spans.start.length, `${label}: ${channel.unit}`);
    }
  }
  // Columns that a person did not choose need no note; those that could not be chosen do.
  const known = [...flows.flatMap(({ taken }) => taken), ...(chosen === null ? [] : found)];
  const counted = new Set(known.flatMap(({ from }) => from.map(({ label }) => label)));
  const left = channels.filter(({ label }) => !counted.has(label));
  if (left.length > 0) notes.add('left-out', left.length, left.map(({ label }) => label).join(', '));
  return flows;
}

/** Columns of this meter that a person chose, with their directions if the choice states them. */
interface Chosen {
  readonly taken: readonly Candidate[];
  readonly sides: GridFlows | null;
}

/** Returns the chosen columns of a meter; `null` if none was chosen. */
function chosenOf(all: readonly Candidate[], columns: string | undefined): Chosen | null {
  if (columns === undefined) return null;
  const { labels, sides } = parseColumnChoice(
    columns,
    all.map(({ channel }) => channel.label),
  );
  const of = (side: ReadonlySet<string>) => all.filter(({ channel }) => side.has(channel.label));
  const taken = of(labels);
  if (taken.length === 0) return null;
  return { taken, sides: sides === null ? null : { imports: of(sides.import), exports: of(sides.export) } };
}

function flowsOfSite({ isCertain, options }: SiteFlows, questions: QuestionList): readonly CountedFlow[] | null {
  if (isCertain) return flowsOfGrid(options[0]!);
  questions.ask({
    kind: 'columns',
    about: '',
    options: options.map(({ imports, exports }) => directionsOption(imports, exports)),
    default: null,
  });
  return null;
}

function flowsOfGrid({ imports, exports }: GridFlows): readonly CountedFlow[] {
  const flow = (use: CountedFlow['use'], taken: readonly Candidate[]): CountedFlow => ({
    use,
    taken,
    added: taken.length > 1,
  });
  const isNet = imports.length === exports.length && imports.every((candidate) => exports.includes(candidate));
  if (isNet) return [flow('net', imports)];
  return [flow('import', imports), ...(exports.length === 0 ? [] : [flow('export', exports)])];
}

/**
 * Returns the flows with all chosen columns: together with columns of other flows if possible, else
 * only the chosen ones.
 */
function flowsOfChoice(
  found: readonly Candidate[],
  { taken, sides }: Chosen,
  columns: string,
  questions: QuestionList,
): readonly CountedFlow[] | null {
  if (sides !== null) return flowsOfGrid(sides);
  const missing = (flows: readonly CountedFlow[]) =>
    taken.filter((candidate) => !flows.some((flow) => flow.taken.includes(candidate)));
  const usual = flowsOfFile(found, { taken, columns }, questions);
  if (usual === null || missing(usual).length === 0) return usual;
  const exact = flowsOfFile(taken, { taken, columns }, questions);
  if (exact === null) return exact;
  const left = labelsOf(missing(exact));
  if (left !== '') throw new DecodeError('', `"${left}" cannot count together with the other columns of "${columns}"`);
  return exact;
}

/**
 * Returns import and export by the flows that the file names; `null` if a question about the
 * columns of one is open.
 * @param chosen - Columns that a person chose.
 */
function flowsOfFile(
  found: readonly Candidate[],
  chosen: { readonly taken: readonly Candidate[]; readonly columns: string } | null,
  questions: QuestionList,
): readonly CountedFlow[] | null {
  const has = (flow: Channel['flow']): boolean => found.some(({ channel }) => channel.flow === flow);
  const counted: CountedFlow[] = [];
  const add = (use: CountedFlow['use'], ...flows: Channel['flow'][]): boolean => {
    const candidates = bestOf(found, ...flows);
    const taken = candidates.filter((candidate) => chosen?.taken.includes(candidate));
    const picked = taken.length > 0 ? { taken, added: taken.length > 1 } : pick(candidates);
    if ('open' in picked) {
      const [one, other] = candidates as [Candidate, Candidate];
      // Two columns of unknown direction may be import and export.
      const areSides = candidates.length === 2 && !has('export') && !has('production') && [one, other].every(isUnknown);
      const options = [
        ...picked.open.map((set) => columnsOption(set, chosen?.columns)),
        ...(areSides ? [directionsOption([one], [other]), directionsOption([other], [one])] : []),
      ];
      questions.ask({ kind: 'columns', about: '', options, default: null });
      return false;
    }
    if (picked.taken.length > 0) counted.push({ use, ...picked });
    return true;
  };
  const inflow: Channel['flow'][] = has('import') ? ['import'] : ['unknown', 'consumption'];
  let isDecided: boolean;
  // Net is preferred if import and export are not both there, unless net equals import.
  if (has('net') && !(has('import') && has('export')) && !isSame(bestOf(found, 'net'), bestOf(found, 'import')))
    isDecided = add('net', 'net');
  // The net of consumption and production is right, but they are not import and export. A note says
  // so.
  else if (has('production') && !has('import') && !has('export'))
    isDecided = add('import', ...inflow) && add('export', 'production');
  else isDecided = add('import', ...inflow) && add('export', 'export');
  return isDecided ? counted : null;
}

const isUnknown = ({ channel }: Candidate): boolean => channel.flow === 'unknown';

/**
 * Returns channels of energy or power with their units, times and kinds; `null` if a question about
 * one of these is open.
 */
function candidatesOf(
  channels: readonly Channel[],
  calendar: Calendar,
  choices: Choices,
  questions: QuestionList,
): readonly Candidate[] | null {
  const candidates: Candidate[] = [];
  const shares = channels.filter(({ part }) => part !== '').map(({ rows }) => rows);
  let open = false;
  const isEnergyStated = channels.some(
    ({ kind, unit }) => kind !== 'other' && unitNamed(unit)?.measures === 'energy' && kind !== 'register',
  );
  for (const channel of channels) {
    if (channel.kind === 'other') continue;
    // Beside energy in kWh, a column without unit, direction and tariff is something else, such as
    // demand.
    const { flow, part, unit: written } = channel;
    if (isEnergyStated && written === null && part === '' && flow !== 'import' && flow !== 'export') continue;
    const unitText = channel.unit ?? choices.unit;
    if (unitText === undefined) {
      open = true;
      questions.ask({
        kind: 'unit',
        about: channel.label,
        options: optionsOf('kWh', 'Wh', 'MWh', 'kW', 'W'),
        default: null,
      });
      continue;
    }
    if (channel.unit === null) questions.answered.add('unit');
    const unit = unitNamed(unitText);
    if (unit === null) throw new DecodeError('', `the unit "${unitText}" of "${channel.label}" is not known`);
    if (unit.measures === 'other') continue;
    let kind: Candidate['kind'] =
      unit.measures === 'power' ? 'power' : channel.kind === 'power' ? 'energy' : channel.kind;
    const { rows: given, found } = withoutSentinels(channel.rows);
    if (isDoubtful(kind, channel.kindStated, given, unit)) {
      const choice = choices['register-or-interval'];
      questions.answered.add('register-or-interval');
      if (choice === 'register') kind = 'register';
      else if (choice === 'interval') kind = 'energy';
      else {
        open = true;
        questions.ask({
          kind: 'register-or-interval',
          about: channel.label,
          options: optionsOf('register', 'interval'),
          default: null,
        });
      }
    }
    const isRegister = kind === 'register';
    const { rows, falls, bad } = isRegister ? differences(given, unit) : { rows: given, falls: 0, bad: 0 };
    candidates.push({
      channel,
      from: [channel],
      unit,
      kind,
      falls,
      bad: [
        // Missing values of intervals are counted elsewhere.
        ...(found.length > 0 ? [[isRegister ? found.length : 0, String(found[0])] as const] : []),
        ...(bad > 0 ? [[bad, 'not between the readings beside it'] as const] : []),
      ],
      rows,
      spans: spansOf(rows, calendar, channel.endsStated, channel.part === '' ? [] : shares),
    });
  }
  return open ? null : candidates;
}

/**
 * Returns true if the values look like states of a register although the file does not say so, or
 * do not although it does.
 */
function isDoubtful(kind: Candidate['kind'], kindStated: boolean | undefined, rows: Rows, unit: Unit): boolean {
  return kind === 'energy'
    ? kindStated !== true && looksLikeRegister(rows, unit)
    : kind === 'register' && fallsOften(rows);
}

const optionsOf = (...values: readonly string[]) => values.map((value) => ({ value, names: [], sample: null }));
