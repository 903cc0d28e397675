/**
 * Deployed models as the desk needs them: XML, and per element the tier, actions and public status that its `zeebe:properties` say.
 * Filled from the engine's feed, whoever deployed; the only reader of those properties.
 */
import { row, rows, run, type Statements } from '../database.js';
import type { CaseEngine, Model, ModelElement } from '../engine-port/port.js';

export interface DeskElement {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly formId: string | null;
  readonly decisionId: string | null;
  readonly tier: string | null;
  readonly actions: readonly string[];
  readonly publicStatus: string | null;
  /** Of a task: it never moves the case. */
  readonly beside: boolean;
}

export interface DeskModel {
  readonly definitionKey: string;
  readonly processId: string;
  readonly version: number;
  readonly elements: ReadonlyMap<string, DeskElement>;
}

export class ModelRegistry {
  readonly #engine: CaseEngine;
  /** Models never change once deployed, and an installation has hundreds, not millions. */
  readonly #known = new Map<string, DeskModel>();

  constructor(engine: CaseEngine) {
    this.#engine = engine;
  }

  /** Looks here, then in the table, then asks the engine and writes the table. */
  async model(on: Statements, definitionKey: string, atMs: number): Promise<DeskModel> {
    const known = this.#known.get(definitionKey);
    if (known !== undefined) return known;
    const stored = await this.#stored(on, definitionKey);
    if (stored !== undefined) {
      this.#known.set(definitionKey, stored);
      return stored;
    }
    const model = await this.#engine.model(definitionKey);
    if (model === undefined) throw new Error(`Expected definition ${definitionKey} in engine ${this.#engine.name}, but it has none`);
    // Not remembered yet: this transaction may still roll back.
    return this.#store(on, model, atMs);
  }

  /** Reads from the table again. */
  forget(): void {
    this.#known.clear();
  }

  async #stored(on: Statements, definitionKey: string): Promise<DeskModel | undefined> {
    const key = { engine: this.#engine.name, definitionKey };
    const model = await row<{ process_id: string; version: number }>(
      on,
      'SELECT process_id, version FROM model WHERE engine = :engine AND definition_key = :definitionKey',
      key,
    );
    if (model === undefined) return undefined;
    const elements = await rows<DeskElement>(
      on,
      `SELECT element_id AS id, name, type, form_id AS "formId", decision_id AS "decisionId", tier, actions, public_status AS "publicStatus", beside
         FROM model_element WHERE engine = :engine AND definition_key = :definitionKey`,
      key,
    );
    return { definitionKey, processId: model.process_id, version: model.version, elements: byId(elements) };
  }

  async #store(on: Statements, model: Model, atMs: number): Promise<DeskModel> {
    const elements = model.elements.map(toDesk);
    const start = model.noneStart === undefined ? undefined : elements.find((element) => element.id === model.noneStart);
    await run(
      on,
      `INSERT INTO model (engine, definition_key, process_id, version, name, resource_name, xml, startable, deployed_at)
       VALUES (:engine, :key, :processId, :version, :name, :resourceName, :xml, :startable, :at) ON CONFLICT DO NOTHING`,
      {
        engine: this.#engine.name,
        key: model.definitionKey,
        processId: model.processId,
        version: model.version,
        name: model.name === '' ? model.processId : model.name,
        resourceName: model.resourceName,
        xml: model.xml,
        startable: (start?.publicStatus ?? null) !== null,
        at: new Date(atMs),
      },
    );
    await run(
      on,
      `INSERT INTO model_element (engine, definition_key, element_id, name, type, form_id, decision_id, tier, actions, public_status, beside)
       SELECT :engine, :key, e.id, e.name, e.type, e."formId", e."decisionId", e.tier, ARRAY(SELECT json_array_elements_text(e.actions)), e."publicStatus", e.beside
         FROM json_to_recordset(CAST(:elements AS json))
           AS e(id text, name text, type text, "formId" text, "decisionId" text, tier text, actions json, "publicStatus" text, beside boolean)
       ON CONFLICT DO NOTHING`,
      { engine: this.#engine.name, key: model.definitionKey, elements: JSON.stringify(elements) },
    );
    return { definitionKey: model.definitionKey, processId: model.processId, version: model.version, elements: byId(elements) };
  }
}

function toDesk(element: ModelElement): DeskElement {
  const { tier, actions, publicStatus, beside } = element.properties;
  return {
    id: element.id,
    name: element.name === '' ? element.id : element.name,
    type: element.type,
    formId: element.formId ?? null,
    decisionId: element.decisionId ?? null,
    tier: tier ?? null,
    actions: (actions ?? '')
      .split(',')
      .map((action) => action.trim())
      .filter((action) => action !== ''),
    publicStatus: publicStatus ?? null,
    beside: beside === 'true',
  };
}

function byId(elements: readonly DeskElement[]): ReadonlyMap<string, DeskElement> {
  return new Map(elements.map((element) => [element.id, element]));
}
