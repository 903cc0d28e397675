/**
 * What the resident is told follows the model: the `publicStatus` of a user task or an event counts when the process gets there,
 * that of an automatic step once it is done.
 */
import { run } from '../database.js';
import type { Change } from '../engine-port/port.js';
import type { Writing } from './writer.js';

type Moved = Extract<Change, { type: 'elementEntered' | 'elementLeft' }>;

const COUNTS_ON_ENTRY: ReadonlySet<string> = new Set(['userTask', 'startEvent', 'endEvent', 'intermediateCatchEvent', 'receiveTask']);

export async function tellPublicStatus({ on, models, atMs, ref }: Writing, change: Moved): Promise<void> {
  const onEntry = COUNTS_ON_ENTRY.has(change.place.elementType);
  if (change.type === 'elementEntered' ? !onEntry : onEntry || change.how !== 'completed') return;
  const model = await models.model(on, change.place.definitionKey, atMs);
  const text = model.elements.get(change.place.elementId)?.publicStatus ?? null;
  if (text === null) return;
  await run(on, 'UPDATE case_file SET public_status = :text WHERE id = :caseId AND current_run = :run', { text, ...ref });
}
