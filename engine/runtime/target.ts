/** Which live key a command addresses: what keeps the commands of one tree in order while it is being loaded. */
import type { Command } from '../core/index.js';

/** undefined: no key of a tree (creation, messages, deployment). */
export function targetKey(command: Command): bigint | undefined {
  switch (command.type) {
    case 'cancelInstance':
      return command.instanceKey;
    case 'completeJob':
    case 'failJob':
    case 'throwJobError':
    case 'updateJobRetries':
    case 'endJobBackoff':
    case 'refuseOversizedJob':
      return command.jobKey;
    case 'resolveIncident':
      return command.incidentKey;
    case 'setVariables':
      return command.elementInstanceKey;
    case 'completeUserTask':
    case 'assignUserTask':
    case 'updateUserTask':
      return command.taskKey;
    case 'triggerTimer':
      return command.timerKey;
    case 'continueTree':
      return command.rootKey;
    case 'deploy':
    case 'createInstance':
    case 'publishMessage':
    case 'triggerStartTimer':
    case 'expireMessage':
      return undefined;
  }
}
