/** Rows of open user tasks in a batch: whatever happened to a task in it, one row is written. */
import type { ElementInstance, UserTask } from '../core/index.js';
import { PartRows } from './batch-statement.js';
import type { LoadedTree } from './loaded-tree.js';
import type { PartitionState } from './partition-state.js';
import { taskDelete, taskInsert, taskUpdate } from './sql/user-task.js';

interface TaskChange {
  /** Not stored before this batch. */
  readonly isNew: boolean;
  readonly tree: LoadedTree;
  readonly element: ElementInstance | undefined;
}

export class TaskRows {
  private readonly changes = new Map<bigint, TaskChange>();

  change(tree: LoadedTree, before: ElementInstance | undefined, after: ElementInstance | undefined): void {
    const key = (after?.userTask ?? before?.userTask)?.key;
    if (key === undefined) return;
    const isNew = this.changes.get(key)?.isNew ?? before?.userTask === undefined;
    this.changes.set(key, { isNew, tree, element: after?.userTask ? after : undefined });
  }

  parts(state: PartitionState) {
    const inserts = new PartRows(taskInsert);
    const updates = new PartRows(taskUpdate);
    const deletes = new PartRows(taskDelete);
    for (const [key, { isNew, tree, element }] of this.changes) {
      if (!element?.userTask) {
        if (!isNew) deletes.add([key]);
        continue;
      }
      const task = element.userTask;
      const [groups, users] = [names(task.candidateGroups), names(task.candidateUsers)];
      if (!isNew) {
        updates.add([key, task.assignee, groups, users, task.dueDate, task.followUpDate, task.priority]);
        continue;
      }
      const definitionKey = tree.instance(element.instanceKey)?.definitionKey ?? 0n;
      const elementId = state.catalog.process(definitionKey)?.graph.dictionary[element.node] ?? '';
      inserts.add([
        key,
        tree.tree.rootKey,
        element.instanceKey,
        element.key,
        definitionKey,
        elementId,
        task.assignee,
        groups,
        users,
        task.dueDate,
        task.followUpDate,
        task.formKey,
        task.externalReference,
        task.priority,
      ]);
    }
    return [inserts, updates, deletes];
  }
}

function names(list: UserTask['candidateGroups']): string {
  return list.length === 0 ? '[]' : JSON.stringify(list);
}
