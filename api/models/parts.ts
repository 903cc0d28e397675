/** Forms and files of decision tables as they were published: the feed writes them down, whoever deployed; owners read them. */
import { iso, row, rows, run, type Statements } from '../database.js';
import type { CaseEngine } from '../engine-port/port.js';
import type { Services } from '../services.js';

export type PartKind = 'form' | 'decisions';

interface PartRow {
  readonly kind: PartKind;
  readonly ids: readonly string[];
  readonly names: readonly string[];
  readonly version: number;
  readonly resource_name: string;
  readonly content: string;
  readonly deployed_at: Date | null;
  readonly deployed_by: string | null;
  readonly change_note: string | null;
}

const COLUMNS = 'kind, ids, names, version, resource_name, content, deployed_at, deployed_by, change_note';

/** `atMs`: when it was deployed. Twice is once. */
export async function storePart(on: Statements, engine: CaseEngine, definitionKey: string, atMs: number): Promise<void> {
  const part = await engine.part(definitionKey);
  if (part === undefined) throw new Error(`Expected form or decisions ${definitionKey} in engine ${engine.name}, but it has none`);
  const { ids, names, ...rest } = part;
  await run(
    on,
    `INSERT INTO model_part (engine, definition_key, kind, ids, names, version, resource_name, content, deployed_at)
     VALUES (:engine, :definitionKey, :kind, CAST(:ids AS text[]), CAST(:names AS text[]), :version, :resourceName, :content, :at)
     ON CONFLICT DO NOTHING`,
    { engine: engine.name, definitionKey, ...rest, ids: [...ids], names: [...names], at: new Date(atMs) },
  );
}

/** The version that is used now: of a decision that moved to another file the newest file. */
export function newestPart(api: Services, kind: PartKind, id: string): Promise<PartRow | undefined> {
  return row<PartRow>(
    api.db,
    `SELECT ${COLUMNS} FROM model_part WHERE engine = :engine AND kind = :kind AND ids @> ARRAY[CAST(:id AS text)]
      ORDER BY definition_key DESC LIMIT 1`,
    { engine: api.engine.name, kind, id },
  );
}

interface Part {
  readonly kind: PartKind;
  readonly id: string;
  readonly name: string;
  readonly row: PartRow;
}

/** Every form and decision in the version that is used now, by name. */
export async function newestPartList(api: Services): Promise<readonly Part[]> {
  const found = await rows<PartRow & { readonly id: string }>(
    api.db,
    `SELECT DISTINCT ON (kind, id) id, ${COLUMNS} FROM model_part, unnest(ids) AS id WHERE engine = :engine
      ORDER BY kind, id, definition_key DESC`,
    { engine: api.engine.name },
  );
  return found
    .map(({ id, ...row }) => ({ kind: row.kind, id, name: nameOf(row, row.ids.indexOf(id)), row }))
    .sort((one, other) => one.name.localeCompare(other.name, 'pl'));
}

/** A form has no name in its schema; its first heading is what people know it by. */
export function nameOf(part: Pick<PartRow, 'kind' | 'ids' | 'names' | 'content'>, index = 0): string {
  const heading = part.kind === 'form' ? /"text"\s*:\s*"#+\s*((?:[^"\\]|\\.)*?)(?:\\n|")/.exec(part.content)?.[1] : undefined;
  return heading ?? part.names[index] ?? part.ids[index] ?? '';
}

interface Use {
  readonly processId: string;
  readonly processName: string;
  readonly steps: readonly string[];
}

/** `form ID` or `decisions ID` → where the newest versions of the models use it. */
export async function usesOfParts(api: Services): Promise<ReadonlyMap<string, readonly Use[]>> {
  const found = await rows<{ kind: PartKind; id: string; process_id: string; process_name: string; steps: readonly string[] }>(
    api.db,
    `WITH newest AS (
       SELECT DISTINCT ON (process_id) definition_key, process_id, name FROM model WHERE engine = :engine ORDER BY process_id, version DESC
     ), used AS (
       SELECT CASE WHEN e.form_id IS NULL THEN 'decisions' ELSE 'form' END AS kind, coalesce(e.form_id, e.decision_id) AS id,
              n.process_id, n.name AS process_name, e.name AS step
         FROM model_element e JOIN newest n ON n.definition_key = e.definition_key
        WHERE e.engine = :engine AND coalesce(e.form_id, e.decision_id) IS NOT NULL
     )
     SELECT kind, id, process_id, process_name, array_agg(step ORDER BY step) AS steps FROM used
      GROUP BY kind, id, process_id, process_name ORDER BY process_name`,
    { engine: api.engine.name },
  );
  const uses = new Map<string, Use[]>();
  for (const { kind, id, process_id: processId, process_name: processName, steps } of found) {
    const key = `${kind} ${id}`;
    uses.set(key, [...(uses.get(key) ?? []), { processId, processName, steps }]);
  }
  return uses;
}

export function publication({ deployed_at: at, deployed_by: by, change_note: note }: PartRow) {
  return { at: at === null ? null : iso(at), by, note };
}
