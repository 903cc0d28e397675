/** Which CRM and which DMS an installation talks to: makes the peer of each kind. A new kind is a line here and one in settings/systems.ts. */
import {
  builtInCrm,
  builtInDms,
  type CmisOptions,
  cmisPeer,
  type FolderOptions,
  folderPeer,
  type RequestTrackerOptions,
  requestTrackerPeer,
  type TrytonOptions,
  trytonPeer,
  type WebDavOptions,
  type WebhookCrmOptions,
  webDavPeer,
  webhookCrm,
} from '../workers/index.js';
import type { ListCodes } from '../workers/outbox/code-list.js';
import type { Peer } from '../workers/outbox/peer.js';
import type { RecordSource } from '../workers/outbox/source.js';
import { RECORD_SYSTEMS, type RecordSystem } from '../workers/ports.js';

export type Peers = Readonly<Record<RecordSystem, Peer>>;
export type CrmChoice =
  | { readonly kind: 'built-in' }
  | ({ readonly kind: 'webhook' } & Omit<WebhookCrmOptions, 'source'>)
  | ({ readonly kind: 'rt' } & RequestTrackerOptions)
  | ({ readonly kind: 'tryton' } & TrytonOptions);
export type DmsChoice =
  | { readonly kind: 'built-in' }
  | ({ readonly kind: 'cmis' } & Omit<CmisOptions, 'content'>)
  | ({ readonly kind: 'folder' } & Omit<FolderOptions, 'content' | 'settleMs'>)
  | ({ readonly kind: 'webdav' } & Omit<WebDavOptions, 'content' | 'settleMs'>);

export const BUILT_IN: Peers = { crm: builtInCrm, dms: builtInDms };

interface Choices {
  readonly crm: CrmChoice;
  readonly dms: DmsChoice;
  /** Where people reach us; null: nowhere but here. */
  readonly publicUrl: string | null;
}

/** @param content what a document holds, for a DMS that keeps it; undefined: gone here */
export function peersOf({ crm, dms, publicUrl }: Choices, content: CmisOptions['content']): Peers {
  return { crm: crmPeer(crm, publicUrl ?? 'urn:okienko'), dms: dmsPeer(dms, content) };
}

/** The systems that are a register of ours. */
export function registersOf(peers: Peers): readonly RecordSystem[] {
  return RECORD_SYSTEMS.filter((system) => peers[system].type === 'local');
}

/** The systems that can be asked. */
export function sourcesOf(peers: Peers): Partial<Record<RecordSystem, RecordSource>> {
  const sources: Partial<Record<RecordSystem, RecordSource>> = {};
  for (const system of RECORD_SYSTEMS) {
    const peer = peers[system];
    if (peer.type === 'remote' && peer.source !== undefined) sources[system] = peer.source;
  }
  return sources;
}

/** The systems that can tell which codes they know. */
export function codeListsOf(peers: Peers): Partial<Record<RecordSystem, ListCodes>> {
  return Object.fromEntries(RECORD_SYSTEMS.flatMap((system) => (peers[system].codes === undefined ? [] : [[system, peers[system].codes]])));
}

function crmPeer(choice: CrmChoice, source: string): Peer {
  switch (choice.kind) {
    case 'built-in':
      return builtInCrm;
    case 'webhook':
      return webhookCrm({ ...choice, source });
    case 'rt':
      return requestTrackerPeer(choice);
    case 'tryton':
      return trytonPeer(choice);
  }
}

function dmsPeer(choice: DmsChoice, content: CmisOptions['content']): Peer {
  switch (choice.kind) {
    case 'built-in':
      return builtInDms;
    case 'cmis':
      return cmisPeer({ ...choice, content });
    case 'folder':
      return folderPeer({ ...choice, content });
    case 'webdav':
      return webDavPeer({ ...choice, content });
  }
}
