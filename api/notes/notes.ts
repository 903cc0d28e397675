/**
 * Notes on a case or a resident: for colleagues, never shown to residents. Whoever wrote one may mend it for a few minutes; after that
 * another note is the way, so that nobody relies on words that change behind their back.
 */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { iso, row, rows, type Statements, transaction } from '../database.js';
import { record } from '../history/journal.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';

const NOTE_EDIT_MINUTES = 10;

export const noteSchema = z
  .object({
    id: z.uuid(),
    text: z.string().nullable().meta({ description: "Null while the resident's data are masked." }),
    writtenBy: z.string(),
    writtenAt: z.iso.datetime(),
    changedAt: z.iso.datetime().nullable(),
    editableUntil: z.iso.datetime().meta({ description: 'By its author alone.' }),
  })
  .meta({ id: 'Note' });

export const newNoteSchema = z.object({ text: z.string().trim().min(1).max(10_000) }).meta({ id: 'NewNote' });

export interface NoteRow {
  readonly id: string;
  readonly text: string;
  readonly written_by: string;
  readonly written_at: Date;
  readonly changed_at: Date | null;
}

/** What a note hangs on; residents of one person are several rows (api/residents/merge.ts). */
export type NoteOn = { readonly type: 'case'; readonly id: string } | { readonly type: 'resident'; readonly ids: readonly string[] };

const NOTE = 'id, text, written_by, written_at, changed_at';

function where(of: NoteOn): { readonly sql: string; readonly parameters: { readonly ids: readonly string[] } } {
  const ids = of.type === 'case' ? [of.id] : of.ids;
  return { sql: `${of.type}_id = ANY (CAST(:ids AS uuid[]))`, parameters: { ids } };
}

export async function notesOf(on: Statements, of: NoteOn): Promise<readonly NoteRow[]> {
  const { sql, parameters } = where(of);
  return rows<NoteRow>(on, `SELECT ${NOTE} FROM note WHERE ${sql} ORDER BY written_at DESC, id LIMIT 200`, parameters);
}

export function toNote(found: NoteRow, isMasked = false): z.infer<typeof noteSchema> {
  return {
    id: found.id,
    text: isMasked ? null : found.text,
    writtenBy: found.written_by,
    writtenAt: iso(found.written_at),
    changedAt: iso(found.changed_at),
    editableUntil: new Date(found.written_at.getTime() + NOTE_EDIT_MINUTES * 60_000).toISOString(),
  };
}

interface Writing {
  readonly db: Parameters<typeof transaction>[0];
  readonly atMs: number;
  readonly login: string;
  readonly text: string;
}

export async function addNote({ db, atMs, login, text }: Writing, of: NoteOn): Promise<NoteRow> {
  const id = randomUUID();
  return transaction(db, async (on) => {
    if (of.type === 'case') {
      await record(on, { caseId: of.id, atMs, actor: login, act: 'note.added', facts: { noteId: id }, payload: { note: text } });
    }
    const added = await row<NoteRow>(
      on,
      `INSERT INTO note (id, case_id, resident_id, text, written_by, written_at)
       VALUES (:id, CAST(:caseId AS uuid), CAST(:residentId AS uuid), :text, :login, :at) RETURNING ${NOTE}`,
      {
        id,
        caseId: of.type === 'case' ? of.id : null,
        residentId: of.type === 'case' ? null : (of.ids[0] ?? null),
        text,
        login,
        at: new Date(atMs),
      },
    );
    if (added === undefined) throw new Error('Expected the note that was inserted, but got nothing');
    return added;
  });
}

/** Throws NOT_FOUND, NOT_ALLOWED (somebody else's) or TOO_LATE. The journal keeps both wordings. */
export async function changeNote({ db, atMs, login, text }: Writing, of: NoteOn, id: string): Promise<NoteRow> {
  const { sql, parameters } = where(of);
  return transaction(db, async (on) => {
    if (of.type === 'case') await row(on, 'SELECT 1 FROM case_file WHERE id = :id FOR UPDATE', { id: of.id });
    const found = await row<NoteRow>(on, `SELECT ${NOTE} FROM note WHERE id = :id AND ${sql} FOR UPDATE`, { id, ...parameters });
    if (found === undefined) throw new Problem('NOT_FOUND', said('Nie ma takiej notatki.', 'There is no such note.'));
    if (found.written_by !== login)
      throw new Problem(
        'NOT_ALLOWED',
        said('Tę notatkę napisał ktoś inny. Dopisz własną.', 'Somebody else wrote this note. Add one of your own.'),
      );
    if (atMs > found.written_at.getTime() + NOTE_EDIT_MINUTES * 60_000) {
      throw new Problem(
        'TOO_LATE',
        said(
          `Notatkę można zmieniać przez ${NOTE_EDIT_MINUTES} minut. Nic się nie zmieniło; dopisz kolejną.`,
          `A note can be changed for ${NOTE_EDIT_MINUTES} minutes. Nothing has changed; add another one.`,
        ),
      );
    }
    if (of.type === 'case') {
      await record(on, { caseId: of.id, atMs, actor: login, act: 'note.changed', facts: { noteId: id }, payload: { note: text } });
    }
    const changed = await row<NoteRow>(on, `UPDATE note SET text = :text, changed_at = :at WHERE id = :id RETURNING ${NOTE}`, {
      id,
      text,
      at: new Date(atMs),
    });
    if (changed === undefined) throw new Error('Expected the note that was locked, but got nothing');
    return changed;
  });
}
