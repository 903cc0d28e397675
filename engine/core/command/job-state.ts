/** Which states of a job its worker may still answer in: activatable and activated, not failed, not error-thrown. */
import type { Rejection } from '../commands.js';
import { rejected } from '../rejections.js';
import type { Job } from '../state.js';

export function rejectedState(act: string, job: Job): Rejection | undefined {
  if (job.state === 'activatable') return undefined;
  const state = job.state === 'errorThrown' ? 'ERROR_THROWN' : 'FAILED';
  return rejected('INVALID_STATE', `Expected to ${act} with key '${job.key}', but it is in state '${state}'`);
}
