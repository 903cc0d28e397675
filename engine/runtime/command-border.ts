/** Checks the free texts of a client's command: what PostgreSQL can't store is refused here, before it reaches a batch. */
import type { ClientCommand } from '../contract.js';
import { isPlainText, type Rejection, type UserTaskChanges } from '../core/index.js';

const TEXT_MAX_CHARS = 64 * 1024;

export function refusalOf(command: ClientCommand): Rejection | undefined {
  switch (command.type) {
    case 'createInstance':
      return refusalOfText('bpmnProcessId', command.bpmnProcessId ?? '');
    case 'failJob':
      return refusalOfText('message', command.message);
    case 'throwJobError':
      return refusalOfText('code', command.code) ?? refusalOfText('message', command.message);
    case 'publishMessage':
      return (
        refusalOfText('name', command.name) ??
        refusalOfText('correlationKey', command.correlationKey) ??
        refusalOfText('messageId', command.messageId)
      );
    case 'completeUserTask':
      return refusalOfText('action', command.action);
    case 'assignUserTask':
      return refusalOfText('assignee', command.assignee) ?? refusalOfText('action', command.action);
    case 'updateUserTask':
      return refusalOfText('action', command.action) ?? refusalOfChanges(command.changes);
    case 'cancelInstance':
    case 'completeJob':
    case 'updateJobRetries':
    case 'resolveIncident':
    case 'setVariables':
      return undefined;
  }
}

function refusalOfChanges(changes: UserTaskChanges): Rejection | undefined {
  for (const text of [
    ...(changes.candidateGroups ?? []),
    ...(changes.candidateUsers ?? []),
    changes.dueDate ?? '',
    changes.followUpDate ?? '',
  ]) {
    const refusal = refusalOfText('changes', text);
    if (refusal) return refusal;
  }
  return undefined;
}

function refusalOfText(field: string, value: string): Rejection | undefined {
  if (value === '') return undefined;
  if (!isPlainText(value)) return invalid(`Expected ${field} as plain text, but it has a NUL or half a character (a lone surrogate)`);
  if (value.length > TEXT_MAX_CHARS)
    return invalid(`Expected ${field} of at most ${TEXT_MAX_CHARS} characters, but it has ${value.length}`);
  return undefined;
}

function invalid(reason: string): Rejection {
  return { type: 'rejected', code: 'INVALID_ARGUMENT', reason };
}
