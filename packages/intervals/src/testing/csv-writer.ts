import type { Dialect, TrueMeter, TrueSlot } from './csv-dialect.ts';
import { dateText, stampText, timeText } from './csv-stamps.ts';
import { WORDS } from './csv-words.ts';

type Cells = Readonly<Record<string, string>>;

/** Writes meters as CSV in a dialect. */
export function writeCsvIn(dialect: Dialect, zone: string, meters: readonly TrueMeter[]): string {
  const words = WORDS[dialect.words];
  const random = randomOf(dialect.draw);
  const unitText = (header: string): string => (dialect.unitIn === 'header' ? `${header} (${dialect.unit})` : header);
  const rows = meters.flatMap((meter) =>
    inOrder(rowsOf(meter, dialect, zone, unitText, random), dialect.order, random),
  );
  const names = shuffled([...new Set(rows.flatMap((row) => Object.keys(row)))], random);
  const quoted = (cell: string): string => (cell.includes(dialect.delimiter) ? `"${cell}"` : cell);
  const line = (cells: readonly string[]): string => cells.map(quoted).join(dialect.delimiter);
  const sum = meters.reduce((all, { slots }) => slots.reduce((wh, slot) => wh + (slot.importWh ?? 0), all), 0);
  const total = numberText(sum / 1000, dialect);
  const energy = names.find((name) => name.startsWith(words.usage) || name.startsWith(words.import));
  return [
    ...(dialect.preamble ? [`Name${dialect.delimiter}A. Customer`, ''] : []),
    line(names),
    ...rows.map((row) => line(names.map((name) => row[name] ?? ''))),
    ...(dialect.totalRow ? [line(names.map((name, i) => (name === energy ? total : i === 0 ? words.total : '')))] : []),
    '',
  ]
    .join(dialect.lineEnd)
    .replace(/^/, dialect.mark ? '\uFEFF' : '');
}

function rowsOf(
  meter: TrueMeter,
  dialect: Dialect,
  zone: string,
  unitText: (header: string) => string,
  random: () => number,
): Cells[] {
  const words = WORDS[dialect.words];
  const common = (slot: TrueSlot): Cells => ({
    ...timesOf(slot, dialect, zone),
    ...(dialect.meterColumn ? { [words.meter]: meter.id } : {}),
    ...(dialect.unitIn === 'column' ? { [words.unit]: dialect.unit } : {}),
    ...(dialect.costColumn ? { [words.cost]: numberText(0.25, dialect) } : {}),
  });
  const amount = (wh: number | null, { startMs, endMs }: TrueSlot): string => {
    if (wh === null) return '';
    const kwh = wh / 1000;
    const values = { kWh: kwh, Wh: wh, MWh: wh / 1_000_000, kW: (wh * 3600) / (endMs - startMs) };
    return numberText(values[dialect.unit], dialect) + (dialect.unitIn === 'cell' ? ` ${dialect.unit}` : '');
  };
  const sign = dialect.exportBelowZero ? -1 : 1;
  const exported = (slot: TrueSlot): string => amount(slot.exportWh === null ? null : sign * slot.exportWh, slot);
  const exportCell = (slot: TrueSlot): Cells => (dialect.hasExport ? { [unitText(words.export)]: exported(slot) } : {});
  const importName = unitText(dialect.hasExport ? words.import : words.usage);
  const slots = meter.slots.filter(({ importWh }) => importWh !== null || !dialect.gapsOut);
  if (dialect.shape === 'register') {
    let intoWh = 1_234_567;
    let outWh = 345_678;
    const state = (slot: TrueSlot): Cells => ({
      ...common(slot),
      [unitText(dialect.hasExport ? `${words.import} ${words.register}` : words.register)]: amount(intoWh, slot),
      ...(dialect.hasExport ? { [unitText(`${words.export} ${words.register}`)]: amount(outWh, slot) } : {}),
    });
    const last = slots.at(-1)!;
    const states = slots.map((slot) => {
      const cells = state(slot);
      intoWh += slot.importWh ?? 0;
      outWh += slot.exportWh ?? 0;
      return cells;
    });
    return [...states, state({ ...last, startMs: last.endMs, endMs: 2 * last.endMs - last.startMs })];
  }
  return slots.flatMap((slot): Cells[] => {
    const { importWh, exportWh } = slot;
    const cells = common(slot);
    switch (dialect.shape) {
      case 'columns':
        return [{ ...cells, [importName]: amount(importWh, slot), ...exportCell(slot) }];
      case 'net':
        return [
          { ...cells, [unitText(words.net)]: amount(importWh === null ? null : importWh - (exportWh ?? 0), slot) },
        ];
      case 'directions-in-rows':
        return [
          { ...cells, [words.direction]: words.import, [unitText(words.usage)]: amount(importWh, slot) },
          { ...cells, [words.direction]: words.export, [unitText(words.usage)]: exported(slot) },
        ];
      case 'tariffs-in-rows':
        return [
          {
            ...cells,
            [words.tariff]: words.tariffs[Math.floor(random() * 3)]!,
            [unitText(words.usage)]: amount(importWh, slot),
            ...exportCell(slot),
          },
        ];
      default: {
        const first = importWh === null ? null : Math.floor(random() * (importWh + 1));
        const second = importWh === null ? null : Math.floor(random() * (importWh - first! + 1));
        const shares = [first, second, importWh === null ? null : importWh - first! - second!];
        const parts = words.tariffs.map((name, i) => [unitText(`${name} ${words.usage}`), amount(shares[i]!, slot)]);
        const total =
          dialect.shape === 'tariffs-and-total'
            ? { [unitText(`${words.total} ${words.usage}`)]: amount(importWh, slot) }
            : {};
        return [{ ...cells, ...Object.fromEntries(parts), ...total, ...exportCell(slot) }];
      }
    }
  });
}

function timesOf(slot: TrueSlot, dialect: Dialect, zone: string): Cells {
  const words = WORDS[dialect.words];
  const { times } = dialect;
  if (dialect.dateApart) {
    const start = {
      [words.date]: dateText(slot.startMs, dialect, zone),
      [words.time]: timeText(slot.startMs, dialect, zone),
    };
    return times === 'start'
      ? start
      : { ...start, [words.endTime]: timeText(slot.endMs, dialect, zone, dialect.lateMidnight) };
  }
  return {
    ...(times === 'end' ? {} : { [words.start]: stampText(slot.startMs, dialect, zone) }),
    ...(times === 'start' ? {} : { [words.end]: stampText(slot.endMs, dialect, zone, dialect.lateMidnight) }),
  };
}

/** Returns a number with up to six decimals, as the dialect writes it. */
function numberText(
  value: number,
  { decimal, thousands, padded, unit }: Pick<Dialect, 'decimal' | 'thousands' | 'padded' | 'unit'>,
): string {
  const [whole = '', part = ''] = Math.abs(value)
    .toFixed(unit === 'MWh' ? 6 : unit === 'Wh' ? 0 : 3)
    .split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, thousands);
  const digits = padded ? part : part.replace(/0+$/, '');
  return `${value < 0 ? '-' : ''}${grouped}${digits === '' ? '' : decimal + digits}`;
}

function inOrder(rows: readonly Cells[], order: Dialect['order'], random: () => number): readonly Cells[] {
  return order === 'ascending' ? rows : order === 'descending' ? rows.toReversed() : shuffled(rows, random);
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const out = [...items];
  for (let i = out.length - 1; i > 0; i--) {
    const k = Math.floor(random() * (i + 1));
    [out[i], out[k]] = [out[k]!, out[i]!];
  }
  return out;
}

/** Returns a generator of numbers in [0, 1), the same for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
