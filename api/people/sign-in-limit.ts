/** Slows down guessing: after ten wrong passwords for a login or from an address, nothing is tried for a while. Kept in PostgreSQL, so a restart forgets nothing. */
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Database } from '../database.js';

const WRONG_PASSWORDS_ALLOWED = 10;
const WINDOW_S = 15 * 60;
const BLOCK_S = 60;
/** Many people may sit behind one address. */
const ADDRESS_FACTOR = 5;

export interface SignInLimit {
  /** Seconds to wait before the next try; 0 = go on. */
  waitSeconds(login: string, address: string): Promise<number>;
  wrongPassword(login: string, address: string): Promise<void>;
  forget(login: string): Promise<void>;
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
  const wait = async (limiter: RateLimiterPostgres, key: string): Promise<number> => {
    const state = await limiter.get(key);
    return state === null || state.consumedPoints < limiter.points ? 0 : Math.ceil(state.msBeforeNext / 1000);
  };
  const count = async (limiter: RateLimiterPostgres, key: string): Promise<void> => {
    try {
      const state = await limiter.consume(key);
      if (state.remainingPoints <= 0) await limiter.block(key, BLOCK_S);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
    }
  };
  return {
    waitSeconds: async (login, address) => Math.max(await wait(byLogin, fold(login)), await wait(byAddress, address)),
    wrongPassword: async (login, address) => {
      await count(byLogin, fold(login));
      await count(byAddress, address);
    },
    forget: async (login) => {
      await byLogin.delete(fold(login));
    },
  };
}

function fold(login: string): string {
  return login.trim().toLowerCase().slice(0, 100);
}
