/** A CRM and a DMS that the drill runs between: how their real servers are started, what the house is told of them, how they are read. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { requestTrackerPeer, trytonPeer } from '../../workers/index.js';
import { Stage } from '../systems/stage.js';
import type { System } from '../systems/system.js';
import type { House, Settings } from './house.js';
import type { Office } from './office.js';
import type { CrmRecordThere, FileThere } from './oracle.js';
import { RATE_PREFIX, rateOf } from './rate.js';
import { DmsArchive } from './read-cmis.js';
import { RegisterArchive } from './read-register.js';
import { readRequestTracker } from './read-rt.js';
import { readTryton } from './read-tryton.js';
import { WebhookCrm } from './webhook-crm.js';

export const PAIRS = ['webhook-cmis', 'rt-cmis', 'tryton-cmis'] as const;
export type PairName = (typeof PAIRS)[number];

export interface RunningCrm {
  readonly url: string;
  /** By the address at which the house is to look for it. */
  readonly settings: (url: string) => Settings;
  readonly read: () => Promise<{ readonly records: readonly CrmRecordThere[]; readonly repeated: number }>;
  /** Cases a second, where that decides how many there are. */
  readonly rate?: () => Promise<number>;
  /** Only where the CRM tells by itself what happens there. */
  readonly teller?: { readonly secret: string; readonly recordOf: (caseRun: string) => string | undefined };
  readonly stop: () => Promise<void>;
}

export interface RunningDms {
  /** undefined: a register of the house's own, to which no wire leads. */
  readonly url: string | undefined;
  readonly settings: (url: string) => Settings;
  readonly archive: (office: Office, house: House) => Archive;
  readonly stop: () => Promise<void>;
}

/** What somebody who works in the DMS does there and sees there. */
export interface Archive {
  /** Every case file. */
  files(): Promise<readonly FileThere[]>;
  /** The department closes the file there. False: there is none yet. */
  close(caseRun: string, outcome: string): Promise<boolean>;
}

/** Why it can't run on this machine. */
export class Missing extends Error {
  override readonly name = 'Missing';
}

const ROOT = 'Okienko';

export async function startCmis(): Promise<RunningDms> {
  const { url, settings, stop } = await startServer('cmis');
  const { user = '', password = '', repository = '' } = settings;
  return {
    url,
    settings: (at) => ({
      ...{ DMS_KIND: 'cmis', DMS_URL: at, DMS_USER: user, DMS_PASSWORD: password, DMS_REPOSITORY: repository, DMS_ROOT: `/${ROOT}` },
    }),
    archive: () => new DmsArchive({ url, repository }, ROOT),
    stop,
  };
}

/** The built-in EOD, where no CMIS can be had. */
export function builtInDms(): RunningDms {
  return {
    url: undefined,
    settings: () => ({ DMS_KIND: 'built-in' }),
    archive: (office, house) => new RegisterArchive(office, house),
    stop: async () => undefined,
  };
}

/** @param folder where a CRM of ours keeps what it took */
export async function startCrm(pair: PairName, folder: string): Promise<RunningCrm> {
  switch (pair) {
    case 'webhook-cmis':
      return startWebhookCrm(folder);
    case 'rt-cmis':
      return startRequestTracker();
    case 'tryton-cmis':
      return startTryton();
  }
}

async function startWebhookCrm(folder: string): Promise<RunningCrm> {
  const secret = newSecret();
  const crm = await WebhookCrm.open(join(folder, 'crm.jsonl'), secret);
  return {
    url: crm.url,
    settings: (url) => ({ CRM_KIND: 'webhook', CRM_URL: url, CRM_SECRET: secret }),
    read: async () => crm.read(),
    teller: { secret, recordOf: (caseRun) => crm.recordOf(caseRun) },
    stop: () => crm.close(),
  };
}

async function startRequestTracker(): Promise<RunningCrm> {
  const { url, settings, stop } = await startServer('rt');
  const { token = '', people = '' } = settings;
  const queue = 'Sprawy';
  return {
    url,
    settings: (at) => ({ CRM_KIND: 'rt', CRM_URL: at, CRM_TOKEN: token, CRM_QUEUE: queue }),
    read: async () => ofCases(await readRequestTracker(url, people)),
    rate: () => rateOf(requestTrackerPeer({ url, token, queue })),
    stop,
  };
}

async function startTryton(): Promise<RunningCrm> {
  const { url, settings, stop } = await startServer('tryton');
  const { user = '', password = '', project = '' } = settings;
  return {
    url,
    settings: (at) => ({ CRM_KIND: 'tryton', CRM_URL: at, CRM_USER: user, CRM_PASSWORD: password, CRM_PROJECT: project }),
    read: async () => ofCases(await readTryton(url)),
    rate: () => rateOf(trytonPeer({ url, user, password, project })),
    stop,
  };
}

/** Nobody counts what arrives twice there. */
function ofCases(all: readonly CrmRecordThere[]): { readonly records: readonly CrmRecordThere[]; readonly repeated: number } {
  return { records: all.filter(({ caseRun }) => !caseRun.startsWith(RATE_PREFIX)), repeated: 0 };
}

export function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`;
}

/** One of test/systems, on loopback. */
async function startServer(
  name: 'cmis' | 'rt' | 'tryton',
): Promise<{ url: string; settings: Readonly<Record<string, string>>; stop: () => Promise<void> }> {
  const { system } = (await import(`../systems/${name}/server.ts`)) as { system: System };
  const stage = await Stage.make(`drill-${name}`);
  try {
    const missing = await system.prepare(stage);
    if (missing !== undefined) throw new Missing(missing);
    const server = await system.start(stage);
    return {
      ...server,
      stop: async () => {
        await server.stop();
        await stage.clear();
      },
    };
  } catch (error) {
    await stage.clear();
    throw error;
  }
}
