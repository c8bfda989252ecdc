import { parseTime, stampReaderOf } from '../files/times/index.ts';
import { resolveTimeZone } from '../zone.ts';
import { type CellKind, kindOfCells, splitSpan } from './cell-kinds.ts';
import { type Dialect, dialectOf, type Facts, headerWords, type Role } from './dialect.ts';
import { DIALECTS } from './dialects/index.ts';
import { factsOf, namesReading } from './facts.ts';
import { mayStateLengths } from './lengths.ts';
import { type WideColumns, wideColumnsOf } from './wide.ts';
import { anyOf, wordsOf } from './words.ts';

/** One column of a table and what it is for. */
export interface Column {
  readonly index: number;
  /** As written. */
  readonly header: string;
  readonly role: Role | 'value';
  /** For `value`. */
  readonly facts: Facts;
  /** True if the header says `reading`, which may be states of a register or energy. */
  readonly isReading: boolean;
}

/** What the columns of a table are for. */
export interface Layout {
  readonly columns: readonly Column[];
  /** Wide table: one row holds many intervals. `null` if each row is one interval. */
  readonly wide: WideColumns | null;
  readonly dialect: Dialect | null;
}

/** Headers of dates other than those of the interval: of billing, processing, installation. */
const NOT_TIME = anyOf(
  /revis|creat|updat|modif|process|publish|\bdue\b|install|invoice|\bbill(ing)? date/,
  /rechnungsdatum|peak (date|time)|(date|time) of (peak|max)/,
);
const TIME = anyOf(
  /\bdates?\b|datum|\btime|stamp|\bdays?\b|hour|\bhrs?\b|\bhe\b|heure|\bhora|\bora\b|stunde/,
  /zeit|\buhr|fecha|\bdata\b|tijd|\btid|aika|\bpvm\b|\bklock|horodat|\bjour|\bdia\b|giorno/,
  /\bdag\b|\btag\b|period|interval|\bstart|begin|\bfrom\b|\bto\b|\bend(ed|ing|e)?\b|until/,
  /\bvon\b|\bbis\b|\bab\b|debut|\bfin\b|inicio|\bdesde\b|\bhasta\b|inizio|\bfine\b|\bvan\b/,
  /\btot\b|\balku|loppu|month|monat|\bmois\b|\bmes\b|\bmese\b|settlement|week|\bfra\b|\btil\b/,
  /\buur\b|\btimme?\b|tunti|godzin|hodin|\bsp\b|\bslot\b/,
);
const END = anyOf(
  /\bend(s|ed|ing|e)?\b|\bend ?(zeit|datum|tijd|time|date)|\bto\b|until|\btill\b|\bbis\b/,
  /\bfin\b|\bfinish|hasta|\btot\b|\beind|\bate\b|\bfine\b|\bfim\b|loppu|\bslut|\bstop/,
  /\btil\b/,
);
const HOURS = /hour|\bhrs?\b|\bhe\b|stunde|heure|\bhora\b|\bora\b|\buur\b|\btimme?\b|tunti|godzin|hodin/;
/** A column that numbers the intervals of a day. */
const COUNTED = anyOf(HOURS, /\btime\b|tijdvak|period|interval|\bslot|\bsp\b|settlement/);
/** One whose header leaves no doubt. */
const COUNTS = anyOf(HOURS, /number|\bn[ro]\b|settlement|\bsp\b/);
const HOUR_OF_DAY = /^(hours?|time|heure|horaire|hora|ora|uhrzeit|zeit|stunde|tijd|uur)$/;
const ZONE = /time ?zone|\btz\b|utc offset|zeitzone|fuseau/;
const UNIT = new RegExp(
  `^(${
    anyOf(
      /units?|uom|unit of measure(ment)?|measurement unit|quantity unit|energy unit|einheit|unite/,
      /unidad|unidade|eenheid|unita|enhet|enhed|maleenhed|yksikko\w*/,
    ).source
  })$`,
);
const QUALITY = anyOf(
  /estimat|\bnotes?\b|status|\bflags?\b|validat|qualit|geschatzt|ersatz|laatu|statut/,
  /\bestado\b|\bstato\b|\bactual\b|remark|kommentar|bemerkung|metodo|methode|\bobtencion/,
  /kwaliteit|kvalitet/,
);
const POINT = anyOf(
  /\b(nmi|mprn|mpan|mpxn|ean|cups|cpe|prm|pdl|pod|esi ?id|gsrn|malo|melo)\b|usage ?point/,
  /service ?point|delivery ?point|metering ?point|supply ?point|zahlpunkt|messpunkt/,
  /marktlokation|messlokation|point de (livraison|mesure)|mittauspiste|punto de suministro/,
  /ponto de entrega|aansluit|service (agreement|id)\b|malepunkt|matpunkt|anlaggnings/,
);
const DEVICE = anyOf(
  /^(charger|charge ?point|charging station|evse|wallbox|connector)( id| name)?$/,
  /^(the )?(electric(ity)? )?meter( (no|nr|num\w*|id\w*|serial\w*|name|code|point.*))*$/,
  /zahler(nummer|nr)?$|^zahler|compteur|\bcontador|contatore|\bdevice|serial|\bmatare\b/,
  /\bmittari\b|\bentity|\bsensor|metern(umber|ummer|o|r)$/,
);
const ACCOUNT = /account|customer|\baddress|premise|location|\bsite\b|\bkunde|vertrag|\bclient|contract|contrat/;
/** Tariffs and the bands of them. */
const PART = /tariff?a?\b|\btou\b|time of use|\bband\b|\brate\b|\bseason|\bcircuit|\bphase\b/;
/** Headers that say something about a customer or a contract, not about values. */
const OF_CUSTOMER = anyOf(
  /address|\blocation\b|\bplan\b/,
  /(account|customer|service|rate|site|premise) (name|type|class|schedule|plan)|\bcity\b/,
  /\bstreet\b/,
);
const REGISTER = anyOf(
  /register|suffix|direction|richtung|\bobis\b|stream|\btype\b|\bart\b|channel|kanal|\bflow\b/,
  /product|tuotte|grandeur|commodity|\bfuel\b|\bservice\b|\bkind\b|categor|description/,
  /omschrijving|consumption surplus|measure(ment)?$|reading type|\bsense\b/,
);
/** Headers of values without a unit. A header with a unit is recognised by that. */
const VALUE = anyOf(
  /usage|\buse[ds]?\b|consum|consomm|import|export|deliver|receiv|energ|generat|produc|solar/,
  /\bvalues?\b|volume|quantity|readings?\b|\breads?\b|verbrauch|bezug|einspeis|lieferung/,
  /\bmenge|messwert|\bwert\b|valeur|injec|injek|soutir|\bvalor|verbruik|afname/,
  /teruglever|levering|forbruk|forbrug|kulutus|\bmaara|lukema|demand|\bpower\b|\bload\b/,
  /leistung|puissance|potencia|vermogen|\bnet\b|netto|\bindex\b|zahlerstand|\bstand\b|lectura/,
  /leitura|lettura|quantite|cantidad|quantidade|quantita|hoeveelheid|waarde|\bvarde|\bverdi\b/,
  /\barvo\b|tuotanto|offtake|\bstate\b|\bsum\b|amount|m(ae|a)ngde|odber|dodavk|pobor|oddan/,
);

const DATA = /^[-+$]?\d[\d.,:]*$|^\d{1,4}([-/.])\d{1,2}\1\d{2,4}\b|\d{4}-\d\d-\d\d.*\d\d:\d\d/;

const NONE: Facts = {};

/**
 * Returns what the columns are for if a row is a header, which names a time and a value; `null` for
 * any other row.
 * @param fields - The row.
 * @param cellsOf - Returns sample cells of a column, which decide where the header is ambiguous.
 */
export function layoutOf(fields: readonly string[], cellsOf: (index: number) => readonly string[]): Layout | null {
  if (fields.length < 2) return null;
  const named = headerWords(fields);
  const dialect = dialectOf(named, DIALECTS);
  const wide = wideColumnsOf(fields);
  // A row with a value or a time in it is data, whatever else it contains.
  if (fields.some((text, index) => DATA.test(text) && !wide?.places.has(index))) return null;
  const columns: Column[] = [];
  fields.forEach((header, index) => {
    // Only the first column may have no header: it may be an index.
    if (wide?.places.has(index) || header.length > 120 || (header === '' && index > 0)) return;
    const column = columnOf(header, index, dialect?.columns[named[index]!], cellsOf);
    if (column !== null) columns.push(column);
  });
  const taken = withTimes(columns, cellsOf);
  const hasValue = wide !== null || taken.some(({ role }) => role === 'value');
  const hasTime = wide?.by === 'stamp' || taken.some(({ role }) => TIMES.has(role));
  return hasValue && hasTime ? { columns: taken, wide, dialect } : null;
}

const TIMES: ReadonlySet<Role | 'value'> = new Set(['start', 'end', 'span', 'date', 'endDate']);

/** @param own - What the dialect says about the column. */
function columnOf(
  header: string,
  index: number,
  own: Role | Facts | undefined,
  cellsOf: (index: number) => readonly string[],
): Column | null {
  const label = withoutZone(header);
  const words = wordsOf(label);
  const column = (role: Column['role'], facts = NONE): Column => ({ index, header, role, facts, isReading: false });
  if (typeof own === 'string') return own === 'ignored' ? null : column(own);
  if (own !== undefined) return column('value', own);
  if (words === 'covered min') return column('covered');
  const cells = cellsOf(index);
  const kind = kindOfCells(cells);
  const facts = factsOf(label);
  const value = (): Column => ({
    ...column('value', facts),
    isReading: facts.kind === undefined && namesReading(label),
  });
  if (kind !== 'stamp' && kind !== 'date' && facts.unit !== undefined) return value();
  const role = roleOf(words, kind, cells);
  if (role === 'value') return value();
  return role === null ? null : column(role, role === 'register' || role === 'part' ? NONE : facts);
}

/**
 * Returns what a column without a unit is for, by the words of its header and, if these are
 * ambiguous, by its cells.
 */
function roleOf(words: string, kind: CellKind, cells: readonly string[]): Role | 'value' | null {
  if (words === '') return kind === 'stamp' ? 'start' : null;
  if (NOT_TIME.test(words)) return null;
  const end = END.test(words);
  if (mayStateLengths(words, kind, cells)) return 'length';
  if (kind === 'span') return 'span';
  if (ZONE.test(words)) return 'zone';
  const isValue = VALUE.test(words) && !NUMBERS_ROWS.test(words) && !(/index/.test(words) && countsRows(cells));
  if (TIME.test(words) && !(kind === 'number' && isValue && !/\bdate|\btime|datum/.test(words))) {
    const role = timeRole(words, end, kind, cells);
    if (role !== null) return role;
  }
  // A column of timestamps is a time column, whatever its header says.
  if (kind === 'stamp') return end ? 'end' : 'start';
  if (/cost|price|\bcharges?\b|kosten|preis|\bcout|precio|prezzo|\bprix|[$€£]|\btemp|weather|humid/.test(words))
    return kind === 'number' ? 'value' : null;
  if (QUALITY.test(words)) return 'quality';
  if (UNIT.test(words)) return 'unit';
  if (kind !== 'number' && kind !== 'empty' && /read(ing)? type|type of read/.test(words))
    return cells.every((cell) => /^(a|e|s|f|n|v)$|actual|estim|real|custom|smart|billed/i.test(cell))
      ? 'quality'
      : 'register';
  if (isValue && kind === 'number') return 'value';
  // Names and addresses may contain any of the words below.
  if (OF_CUSTOMER.test(words)) return 'account';
  if (PART.test(words)) return kind === 'word' || cells.every((cell) => /^\d{1,2}$/.test(cell)) ? 'part' : null;
  if (POINT.test(words)) return 'meter';
  if (DEVICE.test(words)) return 'device';
  if (REGISTER.test(words)) return 'register';
  if (ACCOUNT.test(words)) return 'account';
  return isValue && (kind === 'number' || kind === 'empty') ? 'value' : null;
}

function timeRole(words: string, end: boolean, kind: CellKind, cells: readonly string[]): Role | null {
  switch (kind) {
    case 'stamp':
      return end || namesEnds(cells) ? 'end' : 'start';
    case 'date':
      return end ? 'endDate' : 'date';
    case 'length':
      // `8h` below such a header is a time of day; `8 h` is a length.
      return HOUR_OF_DAY.test(words) && cells.every((cell) => /^[012]?\dh$/i.test(cell)) ? 'startTime' : null;
    case 'time':
      // Times with 24:00 among them, but never 0:00, are ends.
      return end || /hour ?end/.test(words) || (namesEnds(cells) && !/start|begin|from/.test(words))
        ? 'endTime'
        : 'startTime';
    case 'number':
      // A column with one number in all rows counts only if its header says that it does.
      if (COUNTED.test(words) && (COUNTS.test(words) || cells.length < 2 || cells.some((cell) => cell !== cells[0])))
        return /end/.test(words) || !cells.some((cell) => Number(cell) === 0) ? 'hourEnd' : 'hourStart';
      // Seconds since 1970, or days of a spreadsheet, which are recognised by their size if the
      // header does not say so.
      return /date|datum|time|stamp|fecha|zeit|data/.test(words) || stampReaderOf(cells, 'day-first') !== null
        ? end
          ? 'end'
          : 'start'
        : null;
    case 'empty':
      // Without cells, only the words of the header decide.
      return end ? 'end' : 'start';
    default:
      return null;
  }
}

/** Headers of columns that number rows or readings. */
const NUMBERS_ROWS = /\bid\b|number$/;

const countsRows = (cells: readonly string[]): boolean =>
  cells.length > 2 && cells.every((cell, i) => i === 0 || Number(cell) === Number(cells[i - 1]) + 1);

const namesEnds = (cells: readonly string[]): boolean =>
  cells.some((cell) => /(^|[ T])24:00/.test(cell)) && !cells.some((cell) => /(^|[ T])0?0:00/.test(cell));

/**
 * Drops time columns that repeat another one, and reads midnights beside a column of start times as
 * dates.
 */
function withTimes(columns: readonly Column[], cellsOf: (index: number) => readonly string[]): readonly Column[] {
  const first = new Map<Column['role'], Column>();
  for (const column of columns) {
    const known = first.get(column.role);
    // Of a local and a UTC column with the same role, UTC is used: it is never ambiguous.
    const isPreferred = (pattern: RegExp): boolean =>
      known !== undefined && pattern.test(column.header) && !pattern.test(known.header);
    // The start of a period says more than its month or the date of a statement.
    if (known === undefined || isPreferred(/\butc\b|gmt/i) || isPreferred(/start|begin|\bfrom\b|\bvon\b|debut|inicio/i))
      first.set(column.role, column);
  }
  const has = (role: Column['role']): boolean => first.has(role);
  const span = first.get('span');
  const spanIsDated =
    span !== undefined && !cellsOf(span.index).some((cell) => !Number.isNaN(parseTime(splitSpan(cell)?.[0] ?? '')));
  return columns.flatMap((column): readonly Column[] => {
    const { role } = column;
    const withRole = (other: Role): readonly Column[] => [{ ...column, role: other }];
    switch (role) {
      case 'start':
      case 'end':
      case 'span':
      case 'endDate':
      case 'startTime':
      case 'endTime':
      case 'hourStart':
      case 'hourEnd':
        if (first.get(role) !== column) return [];
        // Spreadsheets write a date as its midnight.
        if (role === 'start' && has('startTime') && !has('date') && cellsOf(column.index).every(isMidnight))
          return withRole('date');
        return [column];
      case 'date':
        return first.get(role) === column && !has('start') && !spanIsDated ? [column] : [];
      default:
        return [column];
    }
  });
}

const isMidnight = (text: string): boolean => /\b(0?0:00(:00)?|12:00(:00)? am)$/i.test(text);

/** Returns true for the label of a line that names the meter of the table below it. */
export function namesMeter(words: string): boolean {
  return POINT.test(words) || DEVICE.test(words);
}

/**
 * Returns the zone in the header of a time, as `writeCsv` writes it: `start (America/Los_Angeles)`.
 */
export function zoneIn(header: string): string | null {
  const name = /\(([^)]+)\)$/.exec(header)?.[1];
  return name !== undefined && resolveTimeZone(name) !== null ? name : null;
}

/** Removes the zone from a header, so that `America/Costa_Rica` is not taken for "cost". */
function withoutZone(header: string): string {
  const zone = zoneIn(header);
  return zone === null ? header : header.slice(0, -zone.length - 2).trim();
}

/** Returns true for a header of a column that numbers hours. */
export const namesHours = (words: string): boolean => HOURS.test(words);
