/** Tryton 6 as the CRM (JSON-RPC): docs/operations/tryton.md says which of its models carries a case, and why. */
import type { ReadablePeer } from '../../outbox/peer.js';
import { crmPeer } from '../crm-peer.js';
import { codesOf } from './codes.js';
import { Delivering } from './deliver.js';
import { Rpc, type RpcOptions } from './rpc.js';
import { TaskSource } from './source.js';
import { Tasks } from './tasks.js';

export interface TrytonOptions extends RpcOptions {
  /** Name of the project whose tasks the cases are. */
  readonly project: string;
}

export function trytonPeer({ project, ...options }: TrytonOptions): ReadablePeer {
  const tasks = new Tasks(new Rpc(options), project);
  return crmPeer(new Delivering(tasks), new TaskSource(tasks), (signal) => codesOf(tasks, signal));
}
