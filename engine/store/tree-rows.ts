/** Rows of open instances in a batch: pages that changed are encoded again, instances that ended are deleted. */
import type { ElementInstance } from '../core/index.js';
import { PartRows } from './batch-statement.js';
import { encodeElements } from './encoding/index.js';
import { earliestDue, type InstanceRows, type LoadedTree } from './loaded-tree.js';
import { pageDelete, pageUpsert, treeDelete, treeHeadUpdate, treeInsert, treeUpdate } from './sql/tree-state.js';

export class TreeRows {
  private readonly touched: { readonly tree: LoadedTree; readonly instance: InstanceRows }[] = [];
  private readonly firstPages = new Map<InstanceRows, Buffer>();
  private readonly pending = new Map<bigint, Buffer | null>();
  private readonly pageUpserts = new PartRows(pageUpsert);
  private readonly pageDeletes = new PartRows(pageDelete);

  writePage(batch: number, tree: LoadedTree, instance: InstanceRows, index: number): void {
    this.touch(batch, tree, instance);
    const page = instance.pages[index];
    if (!page) return;
    if (page.keys.size === 0 && index > 0) {
      page.nextDueMs = undefined;
      if (page.stored) this.pageDeletes.add([instance.instanceKey, index]);
      page.stored = false;
      return;
    }
    const elements = membersOf(tree, page.keys);
    page.nextDueMs = earliestDue(elements);
    if (index === 0) {
      if (elements.length > 0 || !instance.isEmpty) this.firstPages.set(instance, encodeElements(tree.tree.rootKey, elements));
    } else {
      this.pageUpserts.add([instance.instanceKey, index, tree.tree.rootKey, encodeElements(tree.tree.rootKey, elements)]);
      page.stored = true;
    }
  }

  /** The root's row goes along with any change in the tree: it holds the chain head. */
  writeRoot(batch: number, tree: LoadedTree, pending: Buffer | null): void {
    const root = tree.instance(tree.tree.rootKey);
    if (root) this.touch(batch, tree, root);
    this.pending.set(tree.tree.rootKey, pending);
  }

  private touch(batch: number, tree: LoadedTree, instance: InstanceRows): void {
    if (instance.dirtyIn === batch) return;
    instance.dirtyIn = batch;
    this.touched.push({ tree, instance });
  }

  parts() {
    const inserts = new PartRows(treeInsert);
    const updates = new PartRows(treeUpdate);
    const heads = new PartRows(treeHeadUpdate);
    const deletes = new PartRows(treeDelete);
    for (const { tree, instance } of this.touched) {
      const key = instance.instanceKey;
      if (instance.isEmpty) {
        if (instance.stored) deletes.add([key]);
        tree.instances.delete(key);
        continue;
      }
      const isRoot = key === tree.tree.rootKey;
      const due = instance.nextDueMs;
      const dueMs = due === undefined ? null : BigInt(due);
      const [seq, head, pending] = isRoot ? [tree.seq, tree.head ?? null, this.pending.get(key) ?? null] : [0, null, null];
      const hasValues = isRoot && tree.hasValues;
      const state = this.firstPages.get(instance);
      if (!instance.stored) {
        const first = state ?? encodeElements(tree.tree.rootKey, membersOf(tree, instance.pages[0]?.keys ?? []));
        inserts.add([key, tree.tree.rootKey, instance.definitionKey, dueMs, seq, hasValues, head, pending, first]);
        instance.stored = true;
      } else if (state) updates.add([key, dueMs, seq, hasValues, head, pending, state]);
      else heads.add([key, dueMs, seq, hasValues, head, pending]);
    }
    return [deletes, inserts, updates, heads, this.pageDeletes, this.pageUpserts];
  }
}

function membersOf(tree: LoadedTree, keys: Iterable<bigint>): ElementInstance[] {
  const members: ElementInstance[] = [];
  for (const key of keys) {
    const element = tree.tree.elements.get(key);
    if (element) members.push(element);
  }
  return members;
}
