import type { LocaleRules } from '../locale-rules.ts';
import type { ArcWords } from '../set-messages.ts';

export const chart = ({ number, plural }: LocaleRules): ArcWords['chart'] => ({
  title: 'Consumo de energía',
  meter: (text) => `Medidor ${text}`,
  loading: 'Cargando datos de consumo',

  // Numbers and foot
  imported: 'Importado',
  exported: 'Exportado',
  net: 'Neto',
  peak: 'Potencia máxima',
  peakOver: (minutes) =>
    minutes === 60
      ? 'Mayor media horaria'
      : minutes === 1440
        ? 'Mayor media diaria'
        : `Mayor media de ${minutes % 60 === 0 ? `${number(minutes / 60)} horas` : `${number(minutes)} minutos`}`,
  coverage: 'Medido',
  coverageComplete: 'no falta nada',
  missingHours: (text) => `faltan ${text}`,
  ofWhole: (whole) => `de ${whole} en total`,
  gaps: (count, duration) => `${plural(count, { one: '# hueco', other: '# huecos' })}, faltan ${duration}`,
  unusable: (count) =>
    plural(count, {
      one: '# lectura no es un número válido y cuenta como faltante',
      other: '# lecturas no son números válidos y cuentan como faltantes',
    }),
  dataThrough: (moment) => `Datos hasta ${moment}`,
  timesIn: (zone) => `horas de ${zone} (las del medidor)`,
  zoneMissing: 'horas en UTC, porque el medidor no dice dónde está',
  zoneUnknown: (zone) => `horas en UTC, porque «${zone}» no es una zona horaria conocida`,
  viewerZone: (zone) => `Usted está en ${zone}`,
  every: (minutes) =>
    minutes === 60
      ? 'cada hora'
      : minutes === 1440
        ? 'cada día'
        : minutes % 60 === 0
          ? `cada ${number(minutes / 60)} horas`
          : `cada ${number(minutes)} minutos`,
  splitSource: (every) => `Su compañía mide ${every}; pasos más cortos serían suposiciones, por eso no se ofrecen`,

  // Controls
  viewsLabel: 'Vista',
  views: {
    usage: 'Consumo',
    heatmap: 'Mapa de calor',
    averageDay: 'Día típico',
    duration: 'Cuánto tiempo',
    months: 'Meses',
    timeOfUse: 'Horarios',
  },
  ranges: 'Periodo',
  preset: { day: 'Día', week: 'Semana', month: 'Mes', year: 'Año', all: 'Todo' },
  previous: {
    day: 'Día anterior',
    week: 'Semana anterior',
    month: 'Mes anterior',
    year: 'Año anterior',
    all: 'Antes',
  },
  next: {
    day: 'Día siguiente',
    week: 'Semana siguiente',
    month: 'Mes siguiente',
    year: 'Año siguiente',
    all: 'Después',
  },
  options: 'Opciones',
  resolution: 'Cada barra es',
  resolutionAuto: (text) => `Automático: ${text}`,
  resolutionName: (resolution, slotMinutes) =>
    ({
      slot: slotMinutes === 60 ? '1 hora' : slotMinutes === 1440 ? '1 día' : `${number(slotMinutes)} minutos`,
      hour: '1 hora',
      day: '1 día',
      week: '1 semana',
      month: '1 mes',
    })[resolution],
  compare: 'Comparar',
  compareWith: {
    none: 'Sin comparación',
    'calendar-date': 'Mismas fechas de antes',
    weekday: 'Mismos días de la semana',
    'day-index': 'Día a día con lo anterior',
  },
  channels: 'Sentidos',
  channelsName: { mirrored: 'Arriba y abajo', separate: 'Uno encima del otro' },
  table: 'Tabla',
  chart: 'Gráfico',
  save: 'Guardar',
  saveCsv: 'CSV',
  saveCsvHint: 'Lecturas de este periodo',
  saveGreenButton: 'Green Button XML',
  saveGreenButtonHint: 'Todas las lecturas, para otras herramientas de energía',
  savePng: 'Imagen PNG',
  savePngHint: 'Esta vista',
  saveSvg: 'Imagen SVG',
  saveSvgHint: 'Esta vista, nítida a cualquier tamaño',
  print: 'Imprimir',
  saveFailed: 'No se pudo crear el archivo.',
  partFailed: 'No se pudo cargar una parte del gráfico.',
  retry: 'Intentar de nuevo',

  // Plot
  plotRole: 'gráfico interactivo',
  plotHelp:
    'Las flechas recorren los datos. Inicio y Fin van a sus extremos; Re Pág y Av Pág saltan. Más y menos ' +
    'acercan y alejan, Mayúsculas con una flecha desplaza el periodo, Intro abre el mes o el día bajo el ' +
    'cursor y Escape lo abandona.',
  outside: 'No hay lecturas en este periodo.',
  showAll: 'Mostrar todos los datos',
  noReading: 'Sin lectura',
  notPublished: 'Aún sin publicar',
  estimated: 'Estimado',
  missing: 'Sin lecturas',
  partlyMeasured: (share) => `se midió el ${share}`,
  partEstimated: 'Estimado en parte',
  clockChange: (hours) => `dura ${hours}: cambió la hora`,
  unitPer: (resolution, slotMinutes) =>
    `kWh por ${
      {
        slot: slotMinutes === 60 ? 'hora' : slotMinutes === 1440 ? 'día' : `${number(slotMinutes)} min`,
        hour: 'hora',
        day: 'día',
        week: 'semana',
        month: 'mes',
      }[resolution]
    }`,
  unitPower: 'Potencia media, kW',
  unitNetPower: 'Potencia neta media, kW',

  // Table
  time: 'Hora',
  power: 'Potencia media',
  netPower: 'Potencia neta media',
  hours: 'Horas',
  tableCaption: (span, resolution) => `Energía, ${span}, una fila por cada ${resolution}`,
  tableEmpty: 'No hay lecturas en este periodo.',
  firstPage: 'Primera página',
  previousPage: 'Página anterior',
  nextPage: 'Página siguiente',
  lastPage: 'Última página',
  rows: (from, to, total) => `Filas ${number(from)} a ${number(to)} de ${number(total)}`,

  // Usage
  summary: ({ span, resolution, imported, exported, peak, gaps }) =>
    [
      `Energía, ${span}, cada barra ${resolution}.`,
      `Importado ${imported}${exported === null ? '' : `, exportado ${exported}`}.`,
      peak === null ? '' : `Potencia máxima ${peak}.`,
      gaps === null ? '' : `${gaps}.`,
    ]
      .filter((sentence) => sentence !== '')
      .join(' '),
  earlier: 'Importado antes',
  noPartner: 'no existe ese día',
  nothingToCompare: 'Antes: ningún día en común',
  compared: (before, days, change) =>
    `Antes: ${before} en ${plural(days, { one: 'el # día', other: 'los # días' })} en ` +
    `común${change === null ? '' : `, ahora ${change}`}`,

  // Heatmap
  scaleImport: (top) => `de 0 a ${top} y más`,
  scaleNet: (top) => `${top} a la red … ${top} de la red`,
  heatmapSummary: (span, minutes, busiest) =>
    `Energía, ${span}, por días y horas, en pasos de ${number(minutes)} ` +
    `minutos.${busiest === null ? '' : ` Lo que más se importa es hacia las ${busiest}.`}`,

  // Typical day
  weekday: 'Días laborables',
  weekend: 'Fines de semana',
  all: 'Todos los días',
  average: (group) => `${group}, media`,
  low: (group) => `${group}, 10 %`,
  high: (group) => `${group}, 90 %`,
  band: (group) => `${group}: aquí están 8 de cada 10 días`,
  dayCount: (count) => plural(count, { one: '# día', other: '# días' }),
  averageDaySummary: (span, groups) => `Potencia media por hora del día, ${span}. ${groups}.`,
  averagePeak: (group, kw, at) => `${group}: el máximo es hacia las ${at}, con ${kw} de media`,
  timeOfDay: 'Hora del día',

  // Duration
  shareOfTime: 'Parte del tiempo',
  powerAtLeast: 'Potencia importada de al menos',
  atLeastFor: (share) => `${share} del tiempo`,
  baseLoad: (kw) => `Siempre encendido: ${kw}`,
  baseLoadHint: 'Alcanzado o superado el 95 % del tiempo',
  durationSummary: (span, top, base) =>
    `Cuánto tiempo la potencia importada fue al menos así de alta, ${span}. Máxima ${top}; el 95 % del ` +
    `tiempo al menos ${base}.`,

  // Months
  month: 'Mes',
  peakTime: 'Máximo el',
  partMissing: 'Faltan lecturas',
  monthsSummary: (span, months) => `Energía por mes, ${span}. ${months}`,
  highestMonth: (month, kwh) => `Lo que más se importó fue en ${month}, ${kwh}.`,

  // Time of use
  bandName: 'Horario',
  otherBand: 'Resto del tiempo',
  shareOfImport: 'Parte de lo importado',
  cost: 'Coste de la energía',
  uncertain: (kwh) => `${kwh} estimados o repartidos entre horarios`,
  highestBand: (band, kwh) => `Lo que más se importa es en ${band}, ${kwh}.`,
  timeOfUseSummary: (span, highest) => `Energía por horario de la tarifa, ${span}. ${highest}`,

  // Without readings
  noMeter: 'Todavía no hay ningún medidor.',
  noMeterHint: 'Los medidores aparecen aquí cuando su compañía los muestra, normalmente minutos después de conectar.',
  noFile: 'Suelte aquí un archivo Green Button o CSV.',
  noFileHint:
    'Su compañía lo ofrece como «Descargar mis datos» o «Green Button». Se lee en este navegador y no va a ' +
    'ningún otro sitio.',
  openFile: 'Elegir un archivo',
  noReadings: 'Todavía no hay lecturas.',
  noReadingsHint: 'Su compañía no ha publicado ninguna de este medidor. Aparecerán aquí por sí solas.',
  notActivated: 'Los datos de consumo de este medidor no están activados.',
  notActivatedHint: 'Actívelos para ver hasta un año de lecturas, y las nuevas cuando su compañía las publique.',
  inProgress: 'Su compañía está reuniendo las lecturas.',
  inProgressHint: 'Las primeras suelen llegar en menos de una hora. Puede salir de esta página.',
  notSupported: 'Su compañía no publica datos de consumo de este medidor.',
  notSupportedHint: 'Puede que haya facturas mensuales.',
});
