/** Slows down guessing: after ten wrong passwords for a login or from an address, nothing is tried for a while. Kept in PostgreSQL, so a restart forgets nothing. */
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Database } from '../database.js';

const WRONG_PASSWORDS_ALLOWED = 10;
const WINDOW_S = 15 * 60;
const BLOCK_S = 60;
/** Many people may sit behind one address. */
const ADDRESS_FACTOR = 5;

export interface SignInLimit {
  /** Takes a try before the password is looked at, so that tries at the same moment count, too. Seconds to wait for one; 0 = go on. */
  take(login: string, address: string): Promise<number>;
  /** The password was right: nothing of it counts, and earlier wrong ones of this login are forgotten. */
  giveBack(login: string, address: string): Promise<void>;
}

export function createSignInLimit(db: Database): SignInLimit {
  const options = {
    storeClient: db,
    storeType: 'knex',
    tableName: 'sign_in_limit',
    tableCreated: true,
    duration: WINDOW_S,
    clearExpiredByTimeout: false,
  } as const;
  const byLogin = new RateLimiterPostgres({ ...options, keyPrefix: 'login', points: WRONG_PASSWORDS_ALLOWED, blockDuration: BLOCK_S });
  const byAddress = new RateLimiterPostgres({
    ...options,
    keyPrefix: 'address',
    points: WRONG_PASSWORDS_ALLOWED * ADDRESS_FACTOR,
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
    take: async (login, address) => {
      const byPerson = await secondsFor(byLogin, fold(login));
      if (byPerson > 0) return byPerson;
      const byPlace = await secondsFor(byAddress, address);
      // Nothing was tried for this person: a blocked address doesn't block them elsewhere.
      if (byPlace > 0) await byLogin.reward(fold(login));
      return byPlace;
    },
    giveBack: async (login, address) => {
      await byLogin.delete(fold(login));
      await byAddress.reward(address);
    },
  };
}

function fold(login: string): string {
  return login.trim().toLowerCase().slice(0, 100);
}
