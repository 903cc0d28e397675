/**
 * The states that a draft was saved in, in a row: saving adds one behind the draft's own and drops those ahead of it; going back or forth
 * makes another one the draft's. They go with the draft when it is published or discarded.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { iso, later, row, rows, type Statements, type Transaction } from '../database.js';
import { type DraftPart, draftPartsOf } from './draft-parts.js';

/** So many can be gone back to. */
const MOST_STATES = 200;

interface SavedDraft {
  readonly id: string;
  readonly name: string;
  readonly xml: string;
  readonly revision: number;
  readonly saved_at: Date;
  readonly saved_by: string;
}

interface Place {
  readonly state: number;
  readonly place: number;
}

/** How the editor came to what it saves. */
export const CAME = ['done', 'undone', 'redone'] as const;
export type Came = (typeof CAME)[number];

/** What is kept of each for going back to it. */
export interface DraftState {
  readonly name: string;
  readonly xml: string;
  readonly parts: readonly DraftPart[];
}

const stateSchema = z
  .object({ savedAt: z.iso.datetime(), savedBy: z.string() })
  .nullable()
  .meta({ id: 'DraftState', description: 'A state that the draft was saved in; null: there is none.' });
export const neighbours = { earlier: stateSchema, later: stateSchema };
type Neighbours = { readonly [which in keyof typeof neighbours]: z.infer<typeof stateSchema> };

export type Direction = keyof typeof neighbours;

/**
 * Keeps how `draft` is stored now. Something done leaves nothing ahead; what undoing took back stays ahead, and so does what redoing hasn't
 * brought back yet.
 */
export async function keepState(on: Transaction, draft: SavedDraft, came: Came): Promise<void> {
  const { id, name, xml, revision } = draft;
  const parts = await draftPartsOf(on, id);
  const digest = digestOf(xml, parts);
  const own = await row<Place>(
    on,
    `SELECT s.state, s.place FROM model_draft d JOIN model_draft_state s ON s.draft_id = d.id AND s.state = d.state WHERE d.id = :id`,
    { id },
  );
  const again = await row<Place>(
    on,
    `SELECT state, place FROM model_draft_state WHERE draft_id = :id AND digest = :digest ORDER BY abs(place - :place) LIMIT 1`,
    { id, digest, place: own?.place ?? 0 },
  );
  if (again === undefined) {
    const place = own === undefined ? 0 : came === 'undone' ? own.place : own.place + 1;
    later(
      on,
      came === 'done'
        ? 'DELETE FROM model_draft_state WHERE draft_id = :id AND place >= :place'
        : 'UPDATE model_draft_state SET place = place + 1 WHERE draft_id = :id AND place >= :place',
      { id, place },
    );
    later(
      on,
      `INSERT INTO model_draft_state (draft_id, state, place, digest, name, xml, parts, saved_at, saved_by)
       VALUES (:id, :revision, :place, :digest, :name, :xml, CAST(:parts AS json), :at, :by)`,
      { id, revision, place, digest, name, xml, parts: JSON.stringify(parts), at: draft.saved_at, by: draft.saved_by },
    );
    later(on, 'DELETE FROM model_draft_state WHERE draft_id = :id AND place <= :place - CAST(:most AS integer)', {
      id,
      place,
      most: MOST_STATES,
    });
  }
  later(on, 'UPDATE model_draft SET state = :state WHERE id = :id', { id, state: again?.state ?? revision });
}

function digestOf(xml: string, parts: readonly DraftPart[]): Buffer {
  const stored = parts.map(({ resourceName, content, baseVersion }) => [resourceName, content, baseVersion]);
  return createHash('sha256')
    .update(JSON.stringify([xml, stored]))
    .digest();
}

/** The next one in that direction; undefined: there is none. */
export function findState(on: Statements, draftId: string, to: Direction): Promise<(DraftState & { state: number }) | undefined> {
  return row(on, `SELECT o.state, o.name, o.xml, o.parts ${beside(to)}`, { draftId });
}

export async function neighboursOf(on: Statements, draftId: string): Promise<Neighbours> {
  const found = await rows<{ way: Direction; saved_at: Date; saved_by: string }>(
    on,
    `(SELECT 'earlier' AS way, o.saved_at, o.saved_by ${beside('earlier')}) UNION ALL (SELECT 'later', o.saved_at, o.saved_by ${beside('later')})`,
    { draftId },
  );
  const neighbour = (to: Direction) => {
    const one = found.find(({ way }) => way === to);
    return one === undefined ? null : { savedAt: iso(one.saved_at), savedBy: one.saved_by };
  };
  return { earlier: neighbour('earlier'), later: neighbour('later') };
}

function beside(to: Direction): string {
  const [compares, order] = to === 'earlier' ? ['<', 'DESC'] : ['>', 'ASC'];
  return `FROM model_draft d JOIN model_draft_state s ON s.draft_id = d.id AND s.state = d.state
          JOIN model_draft_state o ON o.draft_id = d.id AND o.place ${compares} s.place
         WHERE d.id = :draftId ORDER BY o.place ${order} LIMIT 1`;
}
