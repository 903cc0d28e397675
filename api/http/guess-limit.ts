/**
 * Slows down guessing: after ten wrong tries for one thing (a login's password, a case's code) or fifty from an address, nothing is tried
 * for a while. Kept in PostgreSQL, so a restart forgets nothing.
 */
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Database } from '../database.js';

const WRONG_GUESSES_ALLOWED = 10;
const WINDOW_S = 15 * 60;
const BLOCK_S = 60;
/** Many people may sit behind one address. */
const ADDRESS_FACTOR = 5;

export interface GuessLimit {
  /** `guessed`: what is guessed at. Takes a try before the guess is looked at, so that tries at the same moment count, too. Seconds to wait for one; 0 = go on. */
  take(guessed: string, address: string): Promise<number>;
  /** The guess was right: nothing of it counts, and earlier wrong ones at the same are forgotten. */
  giveBack(guessed: string, address: string): Promise<void>;
}

export function createGuessLimit(db: Database): GuessLimit {
  const options = {
    storeClient: db,
    storeType: 'knex',
    tableName: 'sign_in_limit',
    tableCreated: true,
    duration: WINDOW_S,
    clearExpiredByTimeout: false,
  } as const;
  const byGuessed = new RateLimiterPostgres({ ...options, keyPrefix: 'login', points: WRONG_GUESSES_ALLOWED, blockDuration: BLOCK_S });
  const byAddress = new RateLimiterPostgres({
    ...options,
    keyPrefix: 'address',
    points: WRONG_GUESSES_ALLOWED * ADDRESS_FACTOR,
    blockDuration: BLOCK_S,
  });
  const secondsFor = async (limiter: RateLimiterPostgres, key: string): Promise<number> => {
    try {
      await limiter.consume(key);
      return 0;
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
    }
  };
  return {
    take: async (guessed, address) => {
      const byItself = await secondsFor(byGuessed, fold(guessed));
      if (byItself > 0) return byItself;
      const byPlace = await secondsFor(byAddress, address);
      // Nothing was tried: a blocked address doesn't block a person elsewhere.
      if (byPlace > 0) await byGuessed.reward(fold(guessed));
      return byPlace;
    },
    giveBack: async (guessed, address) => {
      await byGuessed.delete(fold(guessed));
      await byAddress.reward(address);
    },
  };
}

function fold(guessed: string): string {
  return guessed.trim().toLowerCase().slice(0, 100);
}
