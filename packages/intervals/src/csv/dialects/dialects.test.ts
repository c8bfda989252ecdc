import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readMeterFile } from '../../files/index.ts';
import { ESTIMATED } from '../../quality.ts';
import { HOUR_MS, MINUTE_MS } from '../../zone.ts';

/** Times of day at this distance in minutes; with `ends`, those from the first end to 24:00. */
function clock(stepMinutes: number, ends = false): readonly string[] {
  const two = (number: number): string => String(number).padStart(2, '0');
  return Array.from({ length: 1440 / stepMinutes }, (_, i) => {
    const minutes = (i + (ends ? 1 : 0)) * stepMinutes;
    return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  });
}

/** Joins lines and ends the last one. */
const file = (...lines: readonly string[]): string => [...lines, ''].join('\n');

/** Reads a file with one meter and no questions. */
function read(text: string) {
  const { meters, questions } = readMeterFile(text);
  assert.deepEqual(
    questions.filter((question) => question.default === null).map(({ kind }) => kind),
    [],
  );
  assert.equal(meters.length, 1);
  const { columns, id, receipt, series } = meters[0]!;
  return {
    id,
    columns,
    series,
    zone: series.timeZone,
    startMs: series.startMs,
    missingMinutes: receipt.missingMinutes,
    stepMinutes: (series.stepMs ?? Number.NaN) / MINUTE_MS,
    importKwh: receipt.importKwh === null ? null : Number(receipt.importKwh.toFixed(6)),
    exportKwh: receipt.exportKwh === null ? null : Number(receipt.exportKwh.toFixed(6)),
  };
}

/** Reads what is compared for every dialect. */
function summary(text: string) {
  const { id, importKwh, exportKwh, stepMinutes, startMs, zone } = read(text);
  return { id, importKwh, exportKwh, stepMinutes, start: new Date(startMs).toISOString(), zone };
}

describe('CSV files of utilities, by country', () => {
  it('Texas: Smart Meter Texas has a row for each direction', () => {
    const rows = clock(15).flatMap((time, i) => {
      const end = clock(15, true)[i]!.replace('24:00', '00:00');
      const row = `'1008901000000000000000,02/03/2027,02/04/2027 06:00:00,${time},${end}`;
      return [`${row},.5,A,Consumption`, `${row},.25,E,Surplus Generation`];
    });
    const head = 'ESIID,USAGE_DATE,REVISION_DATE,USAGE_START_TIME,USAGE_END_TIME,USAGE_KWH,ESTIMATED_ACTUAL,';
    assert.deepEqual(summary(file(`${head}CONSUMPTION_SURPLUSGENERATION`, ...rows)), {
      id: '1008901000000000000000',
      importKwh: 48,
      exportKwh: 24,
      stepMinutes: 15,
      start: '2027-02-03T06:00:00.000Z',
      zone: 'America/Chicago',
    });
  });

  it('Ireland: ESB Networks has average power by the end of each half hour', () => {
    const rows = clock(30, true).flatMap((time) => {
      const end = time === '24:00' ? '04-02-2027 00:00' : `03-02-2027 ${time}`;
      return [
        `10000000001,23000001,0.600,Active Import Interval (kW),${end}`,
        `10000000001,23000001,0.200,Active Export Interval (kW),${end}`,
      ];
    });
    const text = file('MPRN,Meter Serial Number,Read Value,Read Type,Read Date and End Time', ...rows);
    assert.deepEqual(summary(text), {
      id: '10000000001',
      importKwh: 14.4,
      exportKwh: 4.8,
      stepMinutes: 30,
      start: '2027-02-03T00:00:00.000Z',
      zone: 'Europe/Dublin',
    });
  });

  it('Belgium: Fluvius has day and night in registers of their own, which add up', () => {
    const rows = clock(15).flatMap((time, i) => {
      const end = clock(15, true)[i]!;
      const until = end === '24:00' ? '05-07-2027;00:00:00' : `04-07-2027;${end}:00`;
      const row = `04-07-2027;${time}:00;${until};="541448800000000017";1SAG1100000017;Digitale meter`;
      const rate = i < 28 || i >= 88 ? 'Nacht' : 'Dag';
      return [
        `${row};Afname ${rate};0,125;kWh;Gevalideerd;`,
        `${row};Injectie ${rate};${i === 50 ? '0,500' : ''};kWh;${i === 50 ? 'Geschat' : 'Geen verbruik'};`,
      ];
    });
    const text = file(
      'Van (datum);Van (tijdstip);Tot (datum);Tot (tijdstip);EAN-code;Meter;Metertype;Register;Volume;Eenheid;Validatiestatus;Omschrijving',
      ...rows,
    );
    assert.deepEqual(summary(text), {
      id: '541448800000000017',
      importKwh: 12,
      exportKwh: 0.5,
      stepMinutes: 15,
      start: '2027-07-03T22:00:00.000Z',
      zone: 'Europe/Brussels',
    });
    assert.equal(read(text).series.quality[50], ESTIMATED);
    assert.equal(read(text).missingMinutes, 0, 'no usage is zero');
  });

  it('Belgium: the gas of Fluvius, in m³ and again in kWh, is named as gas', () => {
    const row = '04-07-2027;00:00:00;04-07-2027;01:00:00;="541448800000000024";7FLO0000;Digitale meter;Afname';
    const text = file(
      'Van (datum);Van (tijdstip);Tot (datum);Tot (tijdstip);EAN-code;Meter;Metertype;Register;Volume;Eenheid;Validatiestatus;Omschrijving',
      `${row};0,100;m³;Gevalideerd;`,
      `${row};1,130;kWh;Gevalideerd;`,
    );
    assert.throws(() => readMeterFile(text), { message: /gas \(m³\), gas \(kWh\) and none of electricity/ });
  });

  it('Illinois and Missouri: Ameren has hours beside their quarters, which count once', () => {
    const rows = clock(15).map((time, i) => {
      const hour = i % 4 === 0 ? '2.1,kwh,60min' : '-,-,-';
      return `03/09/2027 ${time},10000007,${hour},${i % 4 === 0 ? '0.6' : '0.5'},kwh,15min`;
    });
    const text = file(
      'Name,A B,,,,,,',
      'Title,Advanced Metering Data,,,,,,',
      'Commodity,Electric,,,,,,',
      'Meter Number,10000007,,,,,,',
      ',,,,,,,',
      'Start Interval Date/Time,Meter Id,Usage,Units,Interval,Usage,Units,Interval',
      ...rows,
    );
    assert.deepEqual(summary(text), {
      id: '10000007',
      importKwh: 50.4,
      exportKwh: null,
      stepMinutes: 15,
      start: '2027-03-09T06:00:00.000Z',
      zone: 'America/Chicago',
    });
  });

  it('Great Britain: Octopus has half hours with their cost', () => {
    const rows = clock(30).map((time, i) => {
      const end = clock(30, true)[i]!;
      const until = end === '24:00' ? '2027-07-02T00:00' : `2027-07-01T${end}`;
      return `0.125,3.1,${i === 0 ? 48 : 0},2027-07-01T${time}:00+01:00,${until}:00+01:00`;
    });
    const head = 'Consumption (kwh), Estimated Cost Inc. Tax (p), Standing Charge Inc. Tax (p), Start, End';
    assert.deepEqual(summary(file(head, ...rows)), {
      id: '',
      importKwh: 6,
      exportKwh: null,
      stepMinutes: 30,
      start: '2027-06-30T23:00:00.000Z',
      zone: 'Europe/London',
    });
  });

  it('Great Britain: n3rgy has half hours in UTC', () => {
    const rows = clock(30).map((time) => `2027-07-01 ${time},0.125`);
    assert.deepEqual(summary(file('timestamp (UTC),energyConsumption (kWh)', ...rows)), {
      id: '',
      importKwh: 6,
      exportKwh: null,
      stepMinutes: 30,
      start: '2027-07-01T00:00:00.000Z',
      zone: 'UTC',
    });
  });

  const enedisEnds = clock(30, true).map((time) =>
    time === '24:00' ? '2027-07-02T00:00:00+02:00' : `2027-07-01T${time}:00+02:00`,
  );
  const frenchDay = {
    id: '12345678900017',
    importKwh: 12,
    exportKwh: null,
    stepMinutes: 30,
    start: '2027-06-30T22:00:00.000Z',
    zone: 'Europe/Paris',
  };

  it('France: Enedis has average power by the end of each half hour, and its labels in lines above', () => {
    const text = file(
      'Identifiant PRM;Type de donnees;Date de debut;Date de fin;Grandeur physique;Grandeur metier;' +
        'Etape metier;Unite;Pas en minutes',
      '12345678900017;Courbe de charge;01/07/2027;02/07/2027;Energie active;Consommation;Comptage Brut;W;30',
      '',
      'Horodate;Valeur',
      ...enedisEnds.map((end) => `${end};500`),
    );
    assert.deepEqual(summary(text), frenchDay);
  });

  it('France: Enedis of today says the length of each interval', () => {
    const text = file(
      'Identifiant PRM;Date de debut;Date de fin;Grandeur physique;Grandeur metier;Etape metier;Unite',
      '12345678900017;01/07/2027;02/07/2027;Puissance active;Consommation;Comptage Brut;W',
      'Horodate;Valeur;Nature;Pas;Indice de vraisemblance;Etat complementaire',
      ...enedisEnds.map((end) => `${end};500;B;PT30M;0;0`),
    );
    assert.deepEqual(summary(text), frenchDay);
  });

  it('France: Enedis with its header in full', () => {
    const text = file(
      'Identifiant PRM;12345678900017;',
      'horodate ISO fin de pas;puissance moyenne (W)',
      ...enedisEnds.map((end) => `${end};500`),
    );
    assert.deepEqual(summary(text), frenchDay);
  });

  it('Spain: Datadis numbers hours by their end, up to the 25th', () => {
    const hours = [...clock(60, true).map((time) => `2027/10/31;${time}`), '2027/10/31;25:00'];
    const rows = hours.map(
      (hour, i) => `ES0021000000000017AA;${hour};0,250;${i === 5 ? 'Estimada' : 'Real'};0,1;0,4;0,3`,
    );
    const text = file(
      'CUPS;Fecha;Hora;Consumo_kWh;Metodo_obtencion;Energia_vertida_kWh;Energia_generada_kWh;Energia_autoconsumida_kWh',
      ...rows,
    );
    assert.deepEqual(summary(text), {
      id: 'ES0021000000000017AA',
      importKwh: 6.25,
      exportKwh: 2.5,
      stepMinutes: 60,
      start: '2027-10-30T22:00:00.000Z',
      zone: 'Europe/Madrid',
    });
    assert.equal(read(text).series.length, 25);
    assert.equal(read(text).series.quality[5], ESTIMATED);
  });

  it('Portugal: E-REDES has average power by the end of each quarter, the last at 0:00 of the next day', () => {
    const ends = clock(15, true).map((time) => (time === '24:00' ? '2027/07/02;00:00' : `2027/07/01;${time}`));
    const text = file(
      'CPE;PT0002000000000017AA',
      'Mês/Ano;julho 2027',
      'Intervalo:;15 min',
      '',
      'Data;Hora;Consumo registado, Ativa (kW);Injeção na rede, Ativa (kW);Estado',
      ...ends.map((end) => `${end};0,4;0,2;Real`),
    );
    assert.deepEqual(summary(text), {
      id: 'PT0002000000000017AA',
      importKwh: 9.6,
      exportKwh: 4.8,
      stepMinutes: 15,
      start: '2027-06-30T23:00:00.000Z',
      zone: 'Europe/Lisbon',
    });
  });

  const austrianEnds = clock(15, true).map((time) => (time === '24:00' ? '02.07.2027 00:00' : `01.07.2027 ${time}`));
  const austrianDay = { id: '', stepMinutes: 15, start: '2027-06-30T22:00:00.000Z', zone: 'Europe/Vienna' };

  it('Austria: Netz NÖ has quarters by their end, beside the shares of an energy community', () => {
    const text = file(
      'Messzeitpunkt;Verbrauch (kWh);Qualität;Restnetzbezug (kWh);Qualität EG;Eigendeckung (kWh);' +
        'Ideeller Anteil (kWh);Eigendeckung (kWh) 00000000017;',
      ...austrianEnds.map((end) => `${end};0,125000;L1;0,075;L1;0,05;0,06;0,05;`),
    );
    assert.deepEqual(summary(text), { ...austrianDay, importKwh: 12, exportKwh: null });
  });

  it('Austria: feed-in of Netz NÖ is export, and a substitute is an estimate', () => {
    const text = file(
      'Messzeitpunkt;Gemessene Menge (kWh);Ersatzwert;',
      ...austrianEnds.map((end, i) => `${end};0,125000;${i === 7 ? 'Ja' : ''};`),
    );
    assert.deepEqual(summary(text), { ...austrianDay, importKwh: null, exportKwh: 12 });
    assert.equal(read(text).series.quality[7], ESTIMATED);
  });

  it('Finland: Fingrid has times in UTC, and a missing reading is a gap whatever its number', () => {
    const start = Date.UTC(2027, 5, 30, 21);
    const rows = Array.from({ length: 96 }, (_, i) => {
      const time = new Date(start + i * 15 * MINUTE_MS).toISOString().replace('.000Z', 'Z');
      const value = i === 5 ? ';MISSING' : i === 7 ? '0,000000;MISSING' : '0,125000;OK';
      return `643007572000000017;8716867000030;PT15M;kWh;BN01;${time};${value}`;
    });
    const text = file(
      'Mittauspisteen tunnus;Tuotteen tyyppi;Resoluutio;Yksikkötyyppi;Lukeman tyyppi;Alkuaika;Määrä;Laatu',
      ...rows,
    );
    assert.deepEqual(summary(text), {
      id: '643007572000000017',
      importKwh: 11.75,
      exportKwh: null,
      stepMinutes: 15,
      start: '2027-06-30T21:00:00.000Z',
      zone: 'Europe/Helsinki',
    });
    assert.ok([5, 7].every((i) => Number.isNaN(read(text).series.importKwh![i]!)));
  });

  it('Denmark: Energinet has hours in local time, with the unit in a column', () => {
    const rows = clock(60).map((time, i) => {
      const end = clock(60, true)[i]!;
      const until = end === '24:00' ? '15-07-2027 00:00' : `14-07-2027 ${end}`;
      return `571313100000000017;14-07-2027 ${time};${until};0,5;KWH;Målt;Tidsserie`;
    });
    const text = file('MålepunktsID;Fra_dato;Til_dato;Mængde;Måleenhed;Kvalitet;Type', ...rows);
    assert.deepEqual(summary(text), {
      id: '571313100000000017',
      importKwh: 12,
      exportKwh: null,
      stepMinutes: 60,
      start: '2027-07-13T22:00:00.000Z',
      zone: 'Europe/Copenhagen',
    });
  });

  it('Vermont: Green Mountain Power has both ends of each quarter', () => {
    const rows = clock(15).map((time, i) => {
      const end = clock(15, true)[i]!;
      const until = end === '24:00' ? '2027-07-02 00:00' : `2027-07-01 ${end}`;
      return `5555555517,2027-07-01 ${time}:00,${until}:00,0.125,kWh`;
    });
    const head = 'ServiceAgreement,IntervalStart,IntervalEnd,Quantity,UnitOfMeasure';
    assert.deepEqual(summary(file(head, ...rows)), {
      id: '5555555517',
      importKwh: 12,
      exportKwh: null,
      stepMinutes: 15,
      start: '2027-07-01T04:00:00.000Z',
      zone: 'America/New_York',
    });
  });
});

describe('CSV files of manufacturers and co-operatives, read by the words of their headers', () => {
  it('SmartHub: hours of a service location, with the weather', () => {
    const rows = clock(60).map((time) => `"10017","22017","33017","07/14/2027 ${time}","0.5","80"`);
    const head = '"Account","Service Location","Meter","Date","Usage (kWh)","Temperature"';
    const { id, importKwh, stepMinutes } = summary(file(head, ...rows));
    assert.deepEqual([id, importKwh, stepMinutes], ['33017', 12, 60]);
  });

  it('Enphase: import and export count, production, consumption and the total do not', () => {
    const rows = clock(15).map((time) => `07/14/2027 ${time},100,150,20,70`);
    const head = 'Date/Time,Energy Produced (Wh),Energy Consumed (Wh),Exported to Grid (Wh),Imported from Grid (Wh)';
    const { importKwh, exportKwh } = summary(file(head, ...rows, 'Total,9600,14400,1920,6720'));
    assert.deepEqual([importKwh, exportKwh], [6.72, 1.92]);
  });

  it('Enphase: a file with only production has a note about it', () => {
    const rows = clock(15).map((time) => `2027-07-14 ${time}:00 -0700,100`);
    const { meters } = readMeterFile(file('Date/Time,Energy Produced (Wh)', ...rows));
    const { receipt } = meters[0]!;
    assert.deepEqual([receipt.importKwh, receipt.exportKwh?.toFixed(3)], [null, '9.600']);
    assert.ok(receipt.notes.some(({ code }) => code === 'production'));
  });

  it('SolarEdge: average power of each quarter, of which import and export count', () => {
    const rows = clock(15).map((time) => `07/14/2027 ${time},400,300,200,100,200`);
    const head = 'Time,Consumption (W),System Production (W),Self Consumption (W),Export (W),Import (W)';
    const { importKwh, exportKwh } = summary(file(head, ...rows));
    assert.deepEqual([importKwh, exportKwh], [4.8, 2.4]);
  });

  const instants = Array.from({ length: 24 }, (_, i) => new Date(Date.UTC(2027, 6, 1) + i * HOUR_MS).toISOString());
  const row = (name: string, type: string, unit: string, value: (hour: number) => number): string =>
    [name, type, unit, ...instants.map((_, hour) => value(hour))].join();

  it('Home Assistant: entities of one kind add up; costs, batteries and gas do not count', () => {
    const text = file(
      `entity_id,type,unit,${instants.join()}`,
      row('sensor.low', 'grid_consumption', 'kWh', (hour) => (hour < 8 ? 0.5 : 0)),
      row('sensor.high', 'grid_consumption', 'kWh', (hour) => (hour < 8 ? 0 : 0.25)),
      row('sensor.cost', 'grid_consumption_cost', 'EUR', () => 0.1),
      row('sensor.back', 'grid_return', 'kWh', () => 0.125),
      row('sensor.roof', 'solar_production', 'kWh', () => 0.3),
      row('sensor.battery', 'battery_in', 'kWh', () => 0.3),
      row('sensor.gas', 'gas_consumption', 'm³', () => 0.3),
      row('sensor.car', 'device_consumption', 'kWh', () => 0.3),
    );
    const { importKwh, exportKwh, stepMinutes } = summary(text);
    assert.deepEqual([importKwh, exportKwh, stepMinutes], [8, 3, 60]);
  });

  it('Home Assistant: the increase counts in the statistics of a counter', () => {
    const rows = clock(60).map((time, i) => {
      const added = i * 0.5;
      return `sensor.grid_import,kWh,01.07.2027 ${time},,,,${345 + added},${12345 + added},0.5`;
    });
    const text = file('statistic_id,unit,start,min,max,mean,sum,state,delta', ...rows);
    assert.equal(read(text).importKwh, 12);
  });
});
