/**
 * Fills the writer's memory from the database: what a term needs before it serves, open trees as they are read, and what a failed
 * batch had changed.
 */
import { startLockId } from '../core/index.js';
import type { BatchDraft } from './batch-draft.js';
import type { DefinitionsLoader } from './definitions-loader.js';
import type { LoadedTree } from './loaded-tree.js';
import type { Loader } from './loader.js';
import type { AdoptionLog, PartitionState } from './partition-state.js';

type Wake = Pick<AdoptionLog, 'wake'>;

/** All that doesn't grow with the number of open instances, and start locks. Small enough to be read before the term serves. */
export async function recoverBasis(state: PartitionState, loader: Loader, definitions: DefinitionsLoader, log: Wake): Promise<void> {
  state.catalog = await definitions.load();
  for (const message of await loader.messages()) state.setMessage(message.key, message, log);
  await reloadStartLocks(state, loader);
  for (const timer of await loader.startTimers()) state.setStartTimer(timer.key, timer, log);
  for (const [streamKey, head] of await loader.heads()) state.heads.set(streamKey, head);
}

/** Beyond the memory bound a tree is only indexed: its keys, timers and jobs are known, its state is loaded when asked for. */
export function recoverTree(state: PartitionState, loaded: LoadedTree, log: Wake): void {
  if (!state.isFull) {
    state.admit(loaded, false, log);
    return;
  }
  for (const element of loaded.tree.elements.values()) state.indexElement(loaded.tree.rootKey, element, log);
}

/** Takes what these batches did out of memory and reads what the database has instead. */
export async function takeBack(
  drafts: readonly BatchDraft[],
  state: PartitionState,
  loader: Loader,
  definitions: DefinitionsLoader,
  log: Wake,
): Promise<bigint[]> {
  const roots = new Set<bigint>();
  const messages = new Set<bigint>();
  let [locks, timers, heads, deployed] = [false, false, false, false];
  for (const draft of drafts) {
    for (const tree of draft.trees) roots.add(tree.tree.rootKey);
    for (const rootKey of draft.begun) roots.add(rootKey);
    for (const key of draft.messages) messages.add(key);
    deployed ||= draft.definitions.keys.size > 0;
    locks ||= draft.startLocks.size > 0;
    timers ||= draft.startTimers.size > 0;
    heads ||= draft.heads.size > 0;
  }
  const unfinished: bigint[] = [];
  for (const rootKey of roots) {
    state.forget(rootKey);
    const loaded = await loader.tree(rootKey);
    if (!loaded) continue;
    state.admit(loaded, false, log);
    if (loaded.tree.pending.length > 0) unfinished.push(rootKey);
  }
  if (messages.size > 0) {
    for (const key of messages) state.setMessage(key, undefined);
    for (const message of await loader.messages([...messages])) state.setMessage(message.key, message, log);
  }
  if (locks) await reloadStartLocks(state, loader);
  if (timers) {
    state.startTimers.clear();
    for (const timer of await loader.startTimers()) state.setStartTimer(timer.key, timer, log);
  }
  if (heads) {
    state.heads.clear();
    for (const [streamKey, head] of await loader.heads()) state.heads.set(streamKey, head);
  }
  if (deployed) state.catalog = await definitions.load();
  return unfinished;
}

async function reloadStartLocks(state: PartitionState, loader: Loader): Promise<void> {
  state.startLocks.clear();
  for (const { bpmnProcessId, correlationKey, instanceKey } of await loader.startLocks()) {
    state.setStartLock(startLockId(bpmnProcessId, correlationKey), instanceKey);
  }
}
