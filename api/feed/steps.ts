/** Elements that the engine went through, for the history view: gathered for a batch, so that what is entered and left within it is one row written once. */
import { later, type Transaction } from '../database.js';
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
  readonly leftAt: string | null;
  readonly how: string | null;
  readonly called: string | null;
}

interface Left {
  readonly key: string;
  readonly at: string;
  readonly how: string;
}

export class StepBuffer {
  /** By element instance. */
  readonly #entered = new Map<string, Entered>();
  /** Entered in an earlier batch. */
  readonly #left: Left[] = [];
  readonly #called: { readonly key: string; readonly called: string }[] = [];

  entered({ ref, atMs, position }: Writing, { place }: Extract<Change, { type: 'elementEntered' }>): void {
    this.#entered.set(place.elementInstanceKey, {
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
      leftAt: null,
      how: null,
      called: null,
    });
  }

  called({ place, calledInstanceKey }: Extract<Change, { type: 'elementCalled' }>): void {
    const key = place.elementInstanceKey;
    const entered = this.#entered.get(key);
    if (entered === undefined) this.#called.push({ key, called: calledInstanceKey });
    else this.#entered.set(key, { ...entered, called: calledInstanceKey });
  }

  left({ atMs }: Writing, { place, how }: Extract<Change, { type: 'elementLeft' }>): void {
    const key = place.elementInstanceKey;
    const at = new Date(atMs).toISOString();
    const entered = this.#entered.get(key);
    if (entered === undefined) this.#left.push({ key, at, how });
    else this.#entered.set(key, { ...entered, leftAt: at, how });
  }

  write(on: Transaction, engine: string): void {
    if (this.#entered.size > 0) {
      later(
        on,
        `INSERT INTO case_step (engine, element_instance_key, case_id, run, process_instance_key, definition_key, process_id, version, element_id,
           element_type, entered_at, position, left_at, how, called_instance_key)
         SELECT :engine, e.key, e."caseId", e.run, e.instance, e.definition, e.process, e.version, e.element, e.type, e.at, e.position, e."leftAt", e.how,
           e.called
           FROM json_to_recordset(CAST(:entered AS json)) AS e(key bigint, "caseId" uuid, run integer, instance bigint, definition bigint, process text,
             version integer, element text, type text, at timestamptz, position bigint, "leftAt" timestamptz, how text, called bigint)
         ON CONFLICT (engine, element_instance_key) DO UPDATE SET left_at = coalesce(excluded.left_at, case_step.left_at),
           how = coalesce(excluded.how, case_step.how), called_instance_key = coalesce(excluded.called_instance_key, case_step.called_instance_key)`,
        { engine, entered: JSON.stringify([...this.#entered.values()]) },
      );
    }
    for (const { key, called } of this.#called) {
      later(on, 'UPDATE case_step SET called_instance_key = :called WHERE engine = :engine AND element_instance_key = :key', {
        engine,
        key,
        called,
      });
    }
    // One by one: each finds its row by the key, whatever PostgreSQL thinks of the table's size.
    for (const left of this.#left) {
      later(on, 'UPDATE case_step SET left_at = :at, how = :how WHERE engine = :engine AND element_instance_key = :key', {
        engine,
        ...left,
      });
    }
  }
}
