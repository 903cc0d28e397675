/**
 * What the resident is told follows the model: the `publicStatus` of a user task or an event counts when the process gets there,
 * that of an automatic step once it is done.
 */
import { later, type Transaction } from '../database.js';
import type { Change } from '../engine-port/port.js';
import type { Writing } from './writer.js';

type Moved = Extract<Change, { type: 'elementEntered' | 'elementLeft' }>;

const COUNTS_ON_ENTRY: ReadonlySet<string> = new Set(['userTask', 'startEvent', 'endEvent', 'intermediateCatchEvent', 'receiveTask']);

/** Gathered for a batch: the last text of each run is written. */
export class PublicStatuses {
  readonly #told = new Map<string, { readonly caseId: string; readonly run: number; readonly text: string }>();

  async moved({ on, models, atMs, ref }: Writing, change: Moved): Promise<void> {
    const onEntry = COUNTS_ON_ENTRY.has(change.place.elementType);
    if (change.type === 'elementEntered' ? !onEntry : onEntry || change.how !== 'completed') return;
    const model = await models.model(on, change.place.definitionKey, atMs);
    const element = model.elements.get(change.place.elementId);
    const text = element?.publicStatus ?? null;
    if (text !== null && element?.beside !== true) this.#told.set(`${ref.caseId}/${ref.run}`, { ...ref, text });
  }

  write(on: Transaction): void {
    for (const told of this.#told.values()) {
      later(on, 'UPDATE case_file SET public_status = :text WHERE id = :caseId AND current_run = :run', told);
    }
  }
}
