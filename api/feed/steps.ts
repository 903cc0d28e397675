/** Elements that the engine went through, for the history view: gathered for a batch and written with two statements. */
import { run, type Statements } from '../database.js';
import type { Change } from '../engine-port/port.js';
import type { Writing } from './writer.js';

interface Entered {
  readonly key: string;
  readonly caseId: string;
  readonly run: number;
  readonly instance: string;
  readonly definition: string;
  readonly process: string;
  readonly version: number;
  readonly element: string;
  readonly type: string;
  readonly at: string;
  readonly position: string;
}

interface Left {
  readonly key: string;
  readonly at: string;
  readonly how: string;
}

export class StepBuffer {
  readonly #entered: Entered[] = [];
  readonly #left: Left[] = [];

  entered({ ref, atMs, position }: Writing, { place }: Extract<Change, { type: 'elementEntered' }>): void {
    this.#entered.push({
      key: place.elementInstanceKey,
      caseId: ref.caseId,
      run: ref.run,
      instance: place.instanceKey,
      definition: place.definitionKey,
      process: place.processId,
      version: place.version,
      element: place.elementId,
      type: place.elementType,
      at: new Date(atMs).toISOString(),
      position: position.toString(),
    });
  }

  left({ atMs }: Writing, { place, how }: Extract<Change, { type: 'elementLeft' }>): void {
    this.#left.push({ key: place.elementInstanceKey, at: new Date(atMs).toISOString(), how });
  }

  async flush(on: Statements, engine: string): Promise<void> {
    if (this.#entered.length > 0) {
      await run(
        on,
        `INSERT INTO case_step (engine, element_instance_key, case_id, run, process_instance_key, definition_key, process_id, version, element_id,
           element_type, entered_at, position)
         SELECT :engine, e.key, e."caseId", e.run, e.instance, e.definition, e.process, e.version, e.element, e.type, e.at, e.position
           FROM json_to_recordset(CAST(:entered AS json)) AS e(key bigint, "caseId" uuid, run integer, instance bigint, definition bigint, process text,
             version integer, element text, type text, at timestamptz, position bigint)
         ON CONFLICT DO NOTHING`,
        { engine, entered: JSON.stringify(this.#entered) },
      );
    }
    if (this.#left.length > 0) {
      await run(
        on,
        `UPDATE case_step s SET left_at = l.at, how = l.how
           FROM json_to_recordset(CAST(:left AS json)) AS l(key bigint, at timestamptz, how text)
          WHERE s.engine = :engine AND s.element_instance_key = l.key`,
        { engine, left: JSON.stringify(this.#left) },
      );
    }
  }
}
