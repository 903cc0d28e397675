/** Drafts as rows: made from a template, a published version or a file; saved only by the tab that has one open. */
import { row, run, type Statements, type Transaction, transaction } from '../database.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import type { Services } from '../services.js';
import { type DraftPart, writeDraftParts } from './draft-parts.js';
import { type Came, type Direction, findState, keepState } from './draft-states.js';

/** A tab that hasn't been heard of for so long has left. Tabs speak up every third of it. */
export const EDITOR_TIMEOUT_S = 30;

export interface DraftRow {
  readonly id: string;
  readonly name: string;
  readonly resource_name: string;
  readonly xml: string;
  readonly base_version: number | null;
  readonly revision: number;
  readonly saved_at: Date;
  readonly saved_by: string;
}

export interface NewDraft {
  readonly id: string;
  readonly name: string;
  readonly resourceName: string;
  readonly xml: string;
  readonly baseVersion: number | null;
}

const COLUMNS = 'id, name, resource_name, xml, base_version, revision, saved_at, saved_by';

export async function findDraft(on: Statements, id: string): Promise<DraftRow> {
  const draft = await row<DraftRow>(on, `SELECT ${COLUMNS} FROM model_draft WHERE id = :id`, { id });
  if (draft === undefined) throw noDraft(id);
  return draft;
}

function noDraft(id: string): Problem {
  return new Problem(
    'NOT_FOUND',
    said(
      `Nie ma szkicu ${id}. Może został już opublikowany albo usunięty.`,
      `There is no draft ${id}. It may have been published or removed.`,
    ),
  );
}

/** False: there is a draft of this id already, and it stays as it is. */
export async function insertDraft(api: Services, login: string, draft: NewDraft): Promise<boolean> {
  const inserted = await run(
    api.db,
    `INSERT INTO model_draft (id, name, resource_name, xml, base_version, created_at, created_by, saved_at, saved_by)
     VALUES (:id, :name, :resourceName, :xml, :baseVersion, :at, :login, :at, :login) ON CONFLICT DO NOTHING`,
    { ...draft, at: new Date(api.clock.now()), login },
  );
  return inserted === 1;
}

export interface Version {
  readonly process_id: string;
  readonly version: number;
  readonly name: string;
  readonly resource_name: string;
  readonly xml: string;
}

export function newestVersion(api: Services, processId: string): Promise<Version | undefined> {
  return row<Version>(
    api.db,
    `SELECT process_id, version, name, resource_name, xml FROM model WHERE engine = :engine AND process_id = :processId
      ORDER BY version DESC LIMIT 1`,
    { engine: api.engine.name, processId },
  );
}

export interface Save {
  readonly id: string;
  readonly tab: string;
  readonly revision: number;
  readonly name: string;
  readonly xml: string;
  /** All of the draft's forms and tables; absent: they stay as they are. */
  readonly parts?: readonly DraftPart[] | undefined;
  readonly came: Came;
}

/** Gives the draft with its new revision. Throws DRAFT_TAKEN when another tab has it, or has saved it since. */
export async function saveDraft(api: Services, login: string, { came, ...save }: Save): Promise<DraftRow> {
  const saved = await transaction(api.db, async (on) => {
    // What stood before the first save is a state to go back to, too.
    const before = await row<DraftRow>(on, `SELECT ${COLUMNS} FROM model_draft WHERE id = :id AND state IS NULL FOR UPDATE`, {
      id: save.id,
    });
    if (before !== undefined) await keepState(on, before, 'done');
    const draft = await store(api, on, login, save);
    if (draft !== undefined) await keepState(on, draft, came);
    return draft;
  });
  if (saved === undefined) throw await taken(api, save.id);
  return saved;
}

/** Makes the state before or after the draft's own its content. Throws DRAFT_TAKEN; undefined: there is no such state. */
export async function stepDraft(
  api: Services,
  login: string,
  { to, ...which }: Pick<Save, 'id' | 'tab' | 'revision'> & { readonly to: Direction },
): Promise<DraftRow | undefined> {
  const stepped = await transaction(api.db, async (on) => {
    const state = await findState(on, which.id, to);
    if (state === undefined) return 'nowhere';
    const draft = await store(api, on, login, { ...which, ...state });
    if (draft !== undefined) await run(on, 'UPDATE model_draft SET state = :state WHERE id = :id', { id: which.id, state: state.state });
    return draft;
  });
  if (stepped === undefined) throw await taken(api, which.id);
  return stepped === 'nowhere' ? undefined : stepped;
}

/** undefined: that tab doesn't have the draft, or not of that revision. */
async function store(
  api: Services,
  on: Transaction,
  login: string,
  { id, tab, revision, name, xml, parts }: Omit<Save, 'came'>,
): Promise<DraftRow | undefined> {
  const draft = await row<DraftRow>(
    on,
    `UPDATE model_draft SET xml = :xml, name = :name, revision = revision + 1, saved_at = :at, saved_by = :login
      WHERE id = :id AND revision = :revision AND editor_tab = CAST(:tab AS uuid) RETURNING ${COLUMNS}`,
    { id, tab, revision, name, xml, at: new Date(api.clock.now()), login },
  );
  if (draft !== undefined && parts !== undefined) await writeDraftParts(on, id, parts);
  return draft;
}

/** Why a tab may not save or publish: who has the draft instead. */
export async function taken(api: Services, id: string): Promise<Problem> {
  const draft = await findDraft(api.db, id);
  const editor = await editorOf(api.db, id);
  const by = editor?.name ?? draft.saved_by;
  return new Problem(
    'DRAFT_TAKEN',
    said(
      `Szkic ma otwarty ${by}. Zapisany stan jest bezpieczny; otwórz szkic ponownie, żeby go zobaczyć.`,
      `${by} has the draft open. What was saved is safe; open the draft again to see it.`,
    ),
    {
      by,
    },
  );
}

export interface Editor {
  readonly login: string;
  readonly name: string;
  readonly tab: string;
}

async function editorOf(on: Statements, id: string): Promise<Editor | undefined> {
  return row<Editor>(
    on,
    `SELECT d.editor AS login, coalesce(p.name, d.editor) AS name, CAST(d.editor_tab AS text) AS tab
       FROM model_draft d LEFT JOIN person p ON p.login = d.editor
      WHERE d.id = :id AND d.editor_until > now()`,
    { id },
  );
}

/** Takes the draft for this tab, or keeps it; gives who has it now. Whoever came first has it until they leave or fall silent. */
export async function edit(api: Services, login: string, id: string, tab: string): Promise<Editor> {
  await run(
    api.db,
    `UPDATE model_draft SET editor = :login, editor_tab = CAST(:tab AS uuid), editor_until = now() + interval '${EDITOR_TIMEOUT_S} seconds'
      WHERE id = :id AND (editor_until IS NULL OR editor_until <= now() OR editor_tab = CAST(:tab AS uuid))`,
    { id, login, tab },
  );
  const editor = await editorOf(api.db, id);
  if (editor === undefined) throw noDraft(id);
  return editor;
}

export async function leave(api: Services, id: string, tab: string): Promise<void> {
  await run(
    api.db,
    'UPDATE model_draft SET editor = NULL, editor_tab = NULL, editor_until = NULL WHERE id = :id AND editor_tab = CAST(:tab AS uuid)',
    { id, tab },
  );
}
