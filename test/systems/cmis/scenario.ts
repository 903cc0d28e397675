/** What a scenario of a city and its DMS is, who plays in it, and what several of them begin with. */
import type { CmisClient } from '../../../workers/connectors/cmis/client.js';
import type { ReadablePeer } from '../../../workers/outbox/peer.js';
import { deliver, idOf, opening, SIGNAL } from '../dms-effects.js';

export interface Cast {
  /** Okienko, as if just started. */
  peer(): ReadablePeer;
  /** Somebody who works in the DMS. */
  readonly colleague: CmisClient;
  /** Under Okienko's own account, past the adapter. */
  readonly ourselves: CmisClient;
  readonly root: string;
}

export interface Scenario {
  readonly id: string;
  readonly tells: string;
  /** The repository lets nobody make types. */
  readonly closedTypes?: true;
  /** Nor move anything. */
  readonly cannotMove?: true;
  /** A colleague touches the file just before our change of it arrives: that many times. */
  readonly touched?: number;
  /** Gives what there is to see, without ids and times. */
  play(cast: Cast): Promise<unknown>;
  readonly seen: unknown;
}

export async function opened({ peer }: Cast): Promise<{ okienko: ReturnType<Cast['peer']>; fileId: string }> {
  const okienko = peer();
  return { okienko, fileId: idOf(await deliver(okienko, opening())) };
}

/** Somebody's new version of the only document in the file. */
export async function revise(by: CmisClient, fileId: string, text: string): Promise<void> {
  const [document] = await by.children(fileId, SIGNAL);
  const working = await by.change(document?.id ?? '', { cmisaction: 'checkOut' }, SIGNAL);
  const content = { bytes: Buffer.from(text), mediaType: 'text/plain' };
  await by.change(working.id, { cmisaction: 'checkIn', content, controls: { major: 'true' } }, SIGNAL);
}
