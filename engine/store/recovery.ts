/**
 * Fills the writer's memory from the database: all of it when a term begins, or what a failed batch had changed.
 * Instances beyond the memory bound are only indexed: their keys, timers and jobs are known, their state is loaded when asked for.
 */
import { startLockId } from '../core/index.js';
import type { BatchDraft } from './batch-draft.js';
import type { DefinitionsLoader } from './definitions-loader.js';
import { emptyTree, type Loader } from './loader.js';
import type { AdoptionLog, PartitionState } from './partition-state.js';

type Wake = Pick<AdoptionLog, 'wake'>;

/** Trees whose pending work goes on are reported as unfinished. */
export async function recoverAll(state: PartitionState, loader: Loader, definitions: DefinitionsLoader, log: Wake): Promise<bigint[]> {
  state.catalog = await definitions.load();
  for await (const part of loader.instances()) {
    let loaded = state.loaded(part.rootKey);
    if (!loaded && part.isRoot && !state.isFull) {
      loaded = emptyTree(part.rootKey);
      state.admit(loaded, true);
    }
    for (const element of part.elements) state.indexElement(part.rootKey, element, log);
    if (!loaded) continue;
    part.putInto(loaded);
    state.counted(part.elements.length);
  }
  for (const message of await loader.messages()) state.setMessage(message.key, message, log);
  await reloadStartLocks(state, loader);
  for (const timer of await loader.startTimers()) state.setStartTimer(timer.key, timer, log);
  for (const [streamKey, head] of await loader.heads()) state.heads.set(streamKey, head);
  return loader.unfinishedRoots();
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
