import type { Flow, ValueKind } from '../files/channel.ts';
import { unitNamed } from '../files/resolve/units.ts';
import type { Facts } from './dialect.ts';
import { anyOf, wordsOf } from './words.ts';

/**
 * Words for directions, as `wordsOf` returns them, in English, German, French, Spanish, Portuguese,
 * Dutch, Italian, Swedish, Finnish, Norwegian, Danish, Polish and Czech. The first that matches
 * counts. Directions are those of the customer, except that a utility "delivers" what a customer
 * imports and "receives" what a customer exports.
 */
const FLOWS: readonly (readonly [Flow, RegExp])[] = [
  ['net', /\bnet\b|\bnetto\b|\bsald[oi]\b|saldiert|\bsolde\b|\bneto\b/],
  [
    'export',
    anyOf(
      /export|\bsurplus|received\b(?! from)|\breturn|feed ?in\b|feed ?back|\bfed in/,
      /\b(sent )?to (the )?grid|\bsold\b|\bsell|outflow|\breverse\b|einspeis|eingespeis/,
      /ruckspeis|abgabe|injek|injec|injet|teruglever|terug\b|\bvertid|exceden/,
      /inmatning|inmatad|immess|immissione|cedut|invoed/,
      /anto verkko|syotto|\bindmat|levert til nett|lieferung|oddan|dodavk|terug ?ge ?lever/,
      /2[.]8[.]\d|\bas kwh/,
    ),
  ],
  [
    'import',
    anyOf(
      /import|delivered\b|from (the )?grid|offtake|withdraw|inflow|purchas|\bbought|netzbezug/,
      /\bbezug\b|bezogen|soutir|prelev|preliev|\buttag|\botto\b|afname|afgenomen|levering/,
      /grid consumption|\bae kwh|energia entrante|1[.]8[.]\d|tatt fra nett|pobor|pobran|odber/,
      /geleverd/,
    ),
  ],
  [
    'production',
    anyOf(
      /produc|produz|\bgenerat|\bsolar\b|\bpv\b|photovolt|fotovolt|erzeug|opwek|opgewek|produktion/,
      /produksjon|tuotanto|\byield\b|\bertrag\b|zonnepane/,
    ),
  ],
  ['consumption', /consum|consomm|verbrauch|verbruik|forbruk|forbrug|kulutus|\bload\b/],
];

/**
 * Words for tariffs and phases, whose values add up to the whole, and the name of each; `null` for
 * the matching text itself.
 */
const PARTS: readonly (readonly [RegExp, string | null])[] = [
  [/\b(l|phase |fase )([123abc])\b/, null],
  [/super off ?peak|super vazio/, 'super off-peak'],
  [
    anyOf(
      /off ?peak|heures? creuses?|\bhc\b|\bvazio\b|\bvalle\b|\bdal(uren)?\b|\blow (rate|tariff)/,
      /\blaag\b|niedertarif|\bnt\b/,
    ),
    'off-peak',
  ],
  [/(mid|semi|partial|part|inter) ?peak|shoulder|\bllano\b|\bcheias?\b/, 'mid-peak'],
  [/\bcritical peak/, 'critical peak'],
  [
    anyOf(
      /\b(on ?)?peak\b(?! (demand|kw|power)\b)|heures? pleines?|\bhp\b|\bponta\b|\bpunta\b|\bpiek\b/,
      /\bhoog\b|hochtarif|\bht\b|\bhigh (rate|tariff)/,
    ),
    'peak',
  ],
  [/\bnight\b|\bnacht|\bnuit\b|\bnoche\b|\bnoite\b|\bnotte\b|\bnatt\b|\byo\b/, 'night'],
  [/(?<!(per|each|of|total|the) )\bday(time)?\b(?! total)|\btag(strom)?\b|\bjour\b|\bdia\b|\bdag\b|\bgiorno\b/, 'day'],
  [/\bst\b|sondertarif|spitzentarif|\bpointe\b/, 'special'],
  [/\bweekends?\b/, 'weekend'],
  [/\bnormaal|\b(normal|standard) (rate|tariff|tarif)/, 'standard'],
  [/controlled ?load|\beconomy 7\b/, 'controlled load'],
  [/general ?(usage|supply|load)?\b(?! information)|\banytime\b/, 'general'],
  [/\b(?:(?:tariff|tarif|tarifa|rate|band|zone|fascia) ?([1-9])|[tfp]([1-6]))\b/, null],
  [/[12][.]8[.]([1-9])\b/, null],
];

const KINDS: readonly (readonly [ValueKind, RegExp])[] = [
  [
    'other',
    anyOf(
      /cost|price|(?<!de )\bcharges?\b|\bbill|\bamount\b|kosten|\bpreis|\bprix\b|\bcout/,
      /precio|prezzo|preco|\bpris\b|hinta|[$€£]|\btemp|weather|humid|degree|\bco2\b|carbon|emission/,
      /reactiv|reaktiv|earning|\bcredits?\b|\bsavings?\b|irradiance|outage|\bblind|power ?factor/,
      /voltage|spannung|\bcurrent\b|self ?(consum|use)|autoconsum|autoconsom|eigenverbrauch/,
      /eigendeckung|ideeller anteil|zelfverbruik|\bbatter|\bstored\b|discharged|charged\b/,
      /\b(peak|max(imum)?|min(imum)?|hochste?) (demand|power|kw|leistung|load)\b/,
      /\b(demand|power|kw|leistung) (peak|max(imum)?|min(imum)?)\b/,
    ),
  ],
  ['register', /cumul|kumul|\bto date\b|lifetime|odometer|running total/],
  // These words mean energy of an interval, whatever else the text says: "interval read", "profile
  // read value".
  ['energy', /\binterval|\bprofile\b|\busage\b|\bper (day|hour)/],
  [
    'register',
    anyOf(
      /register( total)? ?(read|value)|\bregister( [kmg]?wh)?$|total register/,
      /meter ?(stand|reading|read\b)/,
      /\b(start|begin|end|opening|closing|previous|current|last) (read|index|reading)|zahlerstand/,
      /zaehlerstand|\bstand\b|totali[sz]er|\bindex\b|lettura|leitura|lectura|mittarilukema/,
      /matarstallning|malerstand|meterstand|tellerstand/,
    ),
  ],
];

/**
 * Headers that may mean states of a register or energy of an interval. Their cells, or the columns
 * beside them, decide.
 */
const READING = /\breadings?\b|\breads?\b/;

const COMMODITIES = [
  ['gas', /\bgas\b|\bgaz\b|erdgas|natural gas|kaasu/],
  ['water', /\bwater\b|\bwasser\b|\beau\b|\bagua\b|\bacqua\b|\bvatten\b|\bvesi\b/],
  [
    'heat',
    anyOf(
      /\b(district heat|heat (meter|energy|quantity))|fernwarme|stadsverwarming|\bwarmte?\b|chaleur/,
      /fjarrvarme|kaukolampo/,
    ),
  ],
  ['electricity', /electric|elektri|\bstrom\b|\bpower\b|eletric|elettric|\bsahko\b|\bel\b/],
] as const;

/** Registers of Australian meters: E is import, B export, K and Q are their reactive energy. */
const NEM_REGISTER = /(?:^|\s)([ebkq])([1-9])(?: [km]?wh)?$/;

/** Active energy or power in one direction, as meters display it: `A+`, `+A`, `P-`. */
const SIGN = /(?<![A-Za-z\d])(?:[AP][+\-\u2212]|[+\-\u2212][AP])(?![A-Za-z\d])/;

/**
 * Headers of values that are not the energy of the interval: averages, rates, values to be
 * multiplied.
 */
const RATE = /\baverage\b|\bavg\b|\bmean\b|durchschnitt|\bmoyenn|promedio|gemiddeld|per (month|person|capita|m2|sqft)/;
const FACTOR =
  /\/ ?(?:day|d|tag|jour|dia|month|m[²2]|sqft)\b|\/ ?kwh\b|per kwh\b|[x×*] ?\d+|\d+ ?[x×*]|[([] ?\d+ ?[kM]?Wh/i;

/** Returns what the words of a header or a cell say about values. */
export function factsOf(text: string): Facts {
  const words = wordsOf(text);
  const facts: { -readonly [K in keyof Facts]: Facts[K] } = {};
  const unit = unitIn(text);
  if (unit !== null) facts.unit = unit;
  const nem = NEM_REGISTER.exec(words);
  if (nem !== null) {
    const letter = nem[1]!;
    if (letter === 'k' || letter === 'q') return { kind: 'other' };
    return {
      ...facts,
      flow: letter === 'e' ? 'import' : 'export',
      part: `${letter}${nem[2]}`.toUpperCase(),
      commodity: 'electricity',
    };
  }
  if (isEnergy(unit) && (RATE.test(words) || FACTOR.test(text))) return { ...facts, kind: 'other' };
  const kind = KINDS.find(([, pattern]) => pattern.test(words))?.[0];
  if (
    kind !== undefined &&
    !(kind === 'other' && isEnergy(unit) && !/self|auto|eigen|ideell|zelf|batter|charged|stored/.test(words))
  )
    facts.kind = kind;
  const sign = SIGN.exec(text);
  const flow =
    sign !== null
      ? sign[0].includes('+')
        ? 'import'
        : 'export'
      : FLOWS.find(([, pattern]) => pattern.test(words))?.[0];
  if (flow !== undefined) facts.flow = flow;
  const part = partOf(words);
  if (part !== '') facts.part = part;
  const commodity = COMMODITIES.find(([, pattern]) => pattern.test(words))?.[0];
  if (commodity !== undefined) facts.commodity = commodity;
  return facts;
}

function partOf(words: string): string {
  for (const [pattern, name] of PARTS) {
    const match = pattern.exec(words);
    if (match !== null) return name ?? match[0].toUpperCase();
  }
  return '';
}

/**
 * Returns true if a text names a reading, which may be a state of the meter or the energy of an
 * interval.
 */
export function namesReading(text: string): boolean {
  return READING.test(wordsOf(text));
}

/**
 * Units that a header may contain without brackets around them. Shorter ones are words of some
 * language.
 */
const BARE_UNIT = anyOf(
  /(?<![a-z\d])(?:k|m|g)?(?:wh|varh?|vah?|w(?=$|[\s)\]_]))(?![a-z\d])/i,
  /(?<![a-z])(?:kilowatt|watt|megawatt)[\s-]?hours?|(?<![a-z])(?:kw|watts?)(?![a-z])/i,
  /(?<![a-z\d])(?:therms?|ccf|mcf|m3|m³|mj|gj|gallons?|litres?|liters?)(?![a-z])/i,
);

/** Returns the unit in a header, as it is written there; `null` if there is none. */
export function unitIn(text: string): string | null {
  for (const [, inside] of text.matchAll(/[([{]([^)\]}]+)[)\]}]/g)) {
    if (unitNamed(inside!) !== null) return inside!;
    const last = /(?:\bin|,)\s+(\S+)$/.exec(inside!)?.[1];
    if (last !== undefined && unitNamed(last) !== null) return last;
  }
  // A capital letter inside a name begins a word (`usageKwh`), but not one inside a unit (`kWh`).
  const bare = BARE_UNIT.exec(text)?.[0] ?? BARE_UNIT.exec(text.replace(/(?<=[a-z])(?=[A-Z][A-Za-z]{0,4}$)/, ' '))?.[0];
  // Devices write `mw` for milliwatts.
  return bare !== undefined && bare !== 'mw' && unitNamed(bare) !== null ? bare : null;
}

function isEnergy(unit: string | null): boolean {
  return unit !== null && unitNamed(unit)?.measures === 'energy';
}
