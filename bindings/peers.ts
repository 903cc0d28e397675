/** Which CRM and which DMS an installation talks to: makes the peer of each kind. A new kind is a line here and one in settings/systems.ts. */
import { builtInCrm, builtInDms } from '../workers/index.js';
import type { Peer } from '../workers/outbox/peer.js';
import { SYSTEMS, type SystemName } from '../workers/ports.js';

export type Peers = Readonly<Record<SystemName, Peer>>;
export type CrmChoice = { readonly kind: 'built-in' };
export type DmsChoice = { readonly kind: 'built-in' };

export const BUILT_IN: Peers = { crm: builtInCrm, dms: builtInDms };

export function peersOf({ crm, dms }: { readonly crm: CrmChoice; readonly dms: DmsChoice }): Peers {
  return { crm: crmPeer(crm), dms: dmsPeer(dms) };
}

/** The systems that are a register of ours. */
export function registersOf(peers: Peers): readonly SystemName[] {
  return SYSTEMS.filter((system) => peers[system].type === 'local');
}

function crmPeer(choice: CrmChoice): Peer {
  switch (choice.kind) {
    case 'built-in':
      return builtInCrm;
  }
}

function dmsPeer(choice: DmsChoice): Peer {
  switch (choice.kind) {
    case 'built-in':
      return builtInDms;
  }
}
