import type { Dialect } from '../dialect.ts';
import { ameren } from './ameren.ts';
import { datadis } from './datadis.ts';
import { eRedes } from './e-redes.ts';
import { enedis, enedisInFull } from './enedis.ts';
import { energinet } from './energinet.ts';
import { esbNetworks } from './esb-networks.ts';
import { fingrid } from './fingrid.ts';
import { fluvius } from './fluvius.ts';
import { greenMountainPower } from './green-mountain-power.ts';
import { homeAssistantEnergy, homeAssistantStatistics } from './home-assistant.ts';
import { netzNoe } from './netz-noe.ts';
import { octopus } from './octopus.ts';
import { texasSmt } from './texas-smt.ts';

/** Dialects of CSV. A file of none of them is read by the words of its headers. */
export const DIALECTS: readonly Dialect[] = [
  ameren,
  datadis,
  energinet,
  enedis,
  enedisInFull,
  eRedes,
  esbNetworks,
  fingrid,
  fluvius,
  greenMountainPower,
  homeAssistantEnergy,
  homeAssistantStatistics,
  netzNoe,
  octopus,
  texasSmt,
];
