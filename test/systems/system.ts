/** What `npm run test:systems` knows of a system: how its real server is got, started and stopped. One folder each, `server.ts` in it. */
import type { Stage } from './stage.js';

export interface System {
  /** Finds or installs what the server needs; the first time that may take minutes. Resolves to why it can't run here, if so. */
  prepare(stage: Stage): Promise<string | undefined>;
  /** Resolves once the server answers; it listens on loopback, on a free port. */
  start(stage: Stage): Promise<Server>;
}

export interface Server {
  readonly url: string;
  /** Whatever else a client must know: user, password, queue … */
  readonly settings: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

const VARIABLE = 'OKIENKO_TEST_SYSTEM';

type Reached = Pick<Server, 'url' | 'settings'>;

export function tellContracts({ url, settings }: Reached): void {
  process.env[VARIABLE] = JSON.stringify({ url, settings });
}

/** For the contracts (`*.contract.ts`): where the server is that was started for them. */
export function serverUnderTest(): Reached {
  const told = process.env[VARIABLE];
  if (told === undefined) throw new Error('Expected a server to have been started by `npm run test:systems`, but none is told of');
  return JSON.parse(told) as Reached;
}
