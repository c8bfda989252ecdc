/**
 * What kind of household or business stands behind a meter, and how its utility publishes readings.
 */
export interface Profile {
  /** Multiplies everything that people use. */
  readonly scale: number;
  /** Length of a published reading, minutes. */
  readonly sourceMinutes: 5 | 15 | 30 | 60;
  /** Peak power of the panels, kW; 0 without any. */
  readonly solarKw: number;
  /** Charging power of the electric car, kW; 0 without one. */
  readonly carKw: number;
  /** Power of heating per degree below the balance point, kW. */
  readonly heatingKwPerDegree: number;
  /** Power of cooling per degree above the balance point, kW. */
  readonly coolingKwPerDegree: number;
  readonly occupancy: 'home' | 'business';
  /** Stretches of readings are missing, and readings are sent twice. */
  readonly faulty: boolean;
  /** Some readings are estimated by the utility. */
  readonly estimated: boolean;
}

const home: Profile = {
  scale: 1,
  sourceMinutes: 15,
  solarKw: 0,
  carKw: 0,
  heatingKwPerDegree: 0.05,
  coolingKwPerDegree: 0.16,
  occupancy: 'home',
  faulty: false,
  estimated: false,
};

/**
 * Profiles by name. A meter keeps the name, so the numbers can be tuned without touching kept
 * state.
 */
export const PROFILES = {
  home,
  solar: { ...home, solarKw: 6.4, carKw: 7.2, scale: 1.1 },
  'solar-export': { ...home, solarKw: 8.2 },
  car: { ...home, carKw: 7.2 },
  flat: { ...home, scale: 0.55, coolingKwPerDegree: 0.08, heatingKwPerDegree: 0.03 },
  business: { ...home, scale: 6, occupancy: 'business', heatingKwPerDegree: 0.14, coolingKwPerDegree: 0.3 },
  hourly: { ...home, sourceMinutes: 60 },
  'five-minute': { ...home, sourceMinutes: 5, solarKw: 4.8 },
  'half-hour': { ...home, sourceMinutes: 30, estimated: true },
  faulty: { ...home, sourceMinutes: 60, faulty: true },
} as const satisfies Record<string, Profile>;

/** Name of a profile. */
export type ProfileName = keyof typeof PROFILES;

/** Returns the profile of that name; a plain home for a name from another version of this file. */
export function profileNamed(name: string): Profile {
  return name in PROFILES ? PROFILES[name as ProfileName] : home;
}
