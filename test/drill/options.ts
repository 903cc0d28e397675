/** What `npm run drill` is asked for. */
import { parseArgs } from 'node:util';
import { PAIRS, type PairName } from './pairs.js';

export interface Asked {
  readonly isShort: boolean;
  readonly pairs: readonly PairName[];
  /** undefined: as many as the form has. */
  readonly cases: number | undefined;
  readonly seed: number;
  /** A file for the results. */
  readonly json: string | undefined;
}

/** Throws what is wrong with them. */
export function readOptions(given: readonly string[]): Asked {
  const { values } = parseArgs({
    args: [...given],
    options: {
      short: { type: 'boolean', default: false },
      pair: { type: 'string', multiple: true },
      cases: { type: 'string' },
      seed: { type: 'string', default: '1' },
      json: { type: 'string' },
    },
  });
  const pairs = (values.pair ?? (values.short ? ['webhook-cmis'] : PAIRS)).map((name) => {
    const known = PAIRS.find((pair) => pair === name);
    if (known === undefined) throw new Error(`Expected --pair to be one of ${PAIRS.join(', ')}, but it is ${name}`);
    return known;
  });
  const cases = values.cases === undefined ? undefined : wholeOf('cases', values.cases);
  return { isShort: values.short, pairs, cases, seed: wholeOf('seed', values.seed), json: values.json };
}

function wholeOf(name: string, text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Error(`Expected --${name} to be a whole number from 1, but it is ${text}`);
  return Number(text);
}
