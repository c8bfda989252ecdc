import { arc, arcWithoutToken } from './arc.ts';
import type { Family } from './family.ts';
import { connectPage, control } from './local.ts';
import { plug, utilityData } from './plug.ts';
import { switchAccounts } from './switch.ts';
import { token } from './token.ts';

/** First match wins. */
const BY_PATH: readonly (readonly [RegExp, Family])[] = [
  [/^\/($|_sandbox(\/|$))/, control],
  [/^\/(connect|dist)\//, connectPage],
  [/^\/oauth2\//, token],
  [/^\/rest\//, switchAccounts],
  [/^\/plug\/utility_/, utilityData],
  [/^\/plug\//, plug],
  [/^\/(auth\/access_token|sandbox\/connect\/)/, arcWithoutToken],
];

/** Returns the family that answers requests for a path, whether or not it has a route there. */
export const familyOf = (path: string): Family => BY_PATH.find(([pattern]) => pattern.test(path))?.[1] ?? arc;
