import { DecodeError } from '@arc-elements/models';
import type { Calendar } from '../../calendar.ts';
import type { Notes } from '../../receipt.ts';
import type { Channel } from '../channel.ts';
import type { Choices } from '../question.ts';
import type { Asked } from './asked.ts';
import { bestOf, type Candidate, isSame, type Picked, pick } from './flows.ts';
import { spansOf } from './lengths.ts';
import { differences, fallsOften, looksLikeRegister } from './registers.ts';
import { unitNamed } from './units.ts';

/** The channels that count for one direction. `added`: they are parts and are summed. */
export interface Lane {
  readonly use: 'import' | 'export' | 'net';
  readonly taken: readonly Candidate[];
  readonly added: boolean;
}

/** Import and export of one meter; `null` if a question about them has no answer. */
export function lanesOf(
  channels: readonly Channel[],
  calendar: Calendar,
  choices: Choices,
  notes: Notes,
  asked: Asked,
): readonly Lane[] | null {
  const found = candidatesOf(channels, calendar, choices, asked);
  if (found === null) return null;
  const has = (flow: Channel['flow']): boolean => found.some(({ channel }) => channel.flow === flow);
  const lanes: Lane[] = [];
  const add = (use: Lane['use'], ...flows: Channel['flow'][]): boolean => {
    const candidates = bestOf(found, ...flows);
    const picked = chosen(candidates, choices.columns) ?? pick(candidates);
    if ('open' in picked) {
      asked.ask({
        kind: 'columns',
        about: '',
        options: picked.open.map((set) => columnsOption(set, choices)),
        default: null,
      });
      return false;
    }
    if (picked.taken.length > 0) lanes.push({ use, ...picked });
    return true;
  };
  const inflow: Channel['flow'][] = has('import') ? ['import'] : ['unknown', 'consumption'];
  let settled: boolean;
  // Prefer net if import and export are not both there, unless net equals import.
  if (has('net') && !(has('import') && has('export')) && !isSame(bestOf(found, 'net'), bestOf(found, 'import')))
    settled = add('net', 'net');
  // Consumption and production have the right net, but not the true import and export; a note says so.
  else if (has('production') && !has('import')) settled = add('import', ...inflow) && add('export', 'production');
  else settled = add('import', ...inflow) && add('export', 'export');
  if (!settled) return null;
  for (const { added, taken } of lanes) {
    if (added) notes.add('added', taken.length, labelsOf(taken));
    if (taken.some(({ channel }) => channel.flow === 'production')) notes.add('production', 1, taken[0]!.channel.label);
    for (const { channel, falls, kind, spans, unit } of taken) {
      const { label } = channel;
      if (kind === 'register') notes.add('from-register', channel.rows.count, label);
      if (falls > 0) notes.add('register-fell', falls, label);
      if (kind === 'power') notes.add('from-kw', spans.start.length, label);
      if (spans.assumed > 0) notes.add('assumed-length', spans.assumed, label);
      if (unit.commodity === 'unknown') notes.add('converted', spans.start.length, `${label}: ${channel.unit}`);
    }
  }
  const counted = new Set(lanes.flatMap(({ taken }) => taken.map(({ channel }) => channel)));
  const left = channels.filter((channel) => !counted.has(channel));
  if (left.length > 0) notes.add('left-out', left.length, left.map(({ label }) => label).join(', '));
  return lanes;
}

/** Channels of energy or power with their units, times and kinds; `null` when one of these is open. */
function candidatesOf(
  channels: readonly Channel[],
  calendar: Calendar,
  choices: Choices,
  asked: Asked,
): readonly Candidate[] | null {
  const candidates: Candidate[] = [];
  const shares = channels.filter(({ part }) => part !== '').map(({ rows }) => rows);
  let open = false;
  for (const channel of channels) {
    if (channel.kind === 'other') continue;
    const unitText = channel.unit ?? choices.unit;
    if (unitText === undefined) {
      open = true;
      asked.ask({ kind: 'unit', about: channel.label, options: optionsOf('kWh', 'Wh', 'MWh', 'kW'), default: null });
      continue;
    }
    const unit = unitNamed(unitText);
    if (unit === null) throw new DecodeError('', `the unit "${unitText}" of "${channel.label}" is not known`);
    if (unit.measures === 'other') continue;
    let kind: Candidate['kind'] =
      unit.measures === 'power' ? 'power' : channel.kind === 'power' ? 'energy' : channel.kind;
    if (isDoubtful(kind, channel)) {
      const choice = choices['register-or-interval'];
      if (choice === 'register') kind = 'register';
      else if (choice === 'interval') kind = 'energy';
      else {
        open = true;
        asked.ask({
          kind: 'register-or-interval',
          about: channel.label,
          options: optionsOf('register', 'interval'),
          default: null,
        });
      }
    }
    const { rows, falls } = kind === 'register' ? differences(channel.rows) : { rows: channel.rows, falls: 0 };
    candidates.push({
      channel,
      unit,
      kind,
      falls,
      rows,
      spans: spansOf(rows, calendar, channel.endsStated, channel.part === '' ? [] : shares),
    });
  }
  return open ? null : candidates;
}

/**
 * Returns true if the values may be states of a register although the file does not say so, or cannot be although it
 * does.
 */
function isDoubtful(kind: Candidate['kind'], { kindStated, rows }: Channel): boolean {
  return kind === 'energy' ? kindStated !== true && looksLikeRegister(rows) : kind === 'register' && fallsOften(rows);
}

const optionsOf = (...values: readonly string[]) => values.map((value) => ({ value, names: [], sample: null }));

/** The labels of columns that are chosen, with those that were chosen for other flows. */
function columnsOption(set: readonly Candidate[], choices: Choices) {
  const names = set.map(({ channel }) => channel.label);
  return {
    value: [...(choices.columns === undefined ? [] : [choices.columns]), ...names].join(', '),
    names,
    sample: null,
  };
}

/** Candidates whose labels a person chose; `null` when none of them was. */
function chosen(candidates: readonly Candidate[], columns: string | undefined): Picked | null {
  if (columns === undefined || candidates.length < 2) return null;
  const { labels } = labelsIn(
    columns,
    candidates.map(({ channel }) => channel.label),
  );
  const taken = candidates.filter(({ channel }) => labels.has(channel.label));
  return taken.length === 0 ? null : { taken, added: taken.length > 1 };
}

/**
 * Splits a choice of columns into known labels and the unknown rest. The longest first: one label may be a part of
 * another.
 */
export function labelsIn(
  columns: string,
  labels: readonly string[],
): { readonly labels: ReadonlySet<string>; readonly rest: string } {
  const found = new Set<string>();
  let rest = `, ${columns}, `;
  for (const label of labels.toSorted((a, b) => b.length - a.length)) {
    if (!rest.includes(`, ${label}, `)) continue;
    found.add(label);
    rest = rest.replace(`, ${label}, `, ', ');
  }
  return { labels: found, rest: rest.replace(/^, |, $/g, '') };
}

/** Labels of channels, for a person. */
export function labelsOf(candidates: readonly Candidate[]): string {
  return candidates.map(({ channel }) => channel.label).join(', ');
}
