/** What keeps a document in the case where it is, in words. */
import { row, type Statements } from '../database.js';
import { type Said, said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type CaseFileThere, isBeingMoved } from './where-it-lies.js';

/** Throws when it can't go from one case to the other, whatever the DMS has of them: somebody is forgotten, or it is on its way already. */
export async function checkPeople(on: Statements, documentId: string, from: string, to: string): Promise<void> {
  if (from === to) throw notMoved(said('Dokument jest już w tej sprawie.', 'The document is in this case already.'));
  const erased = await row<{ number: string }>(
    on,
    `SELECT c.number FROM case_file c JOIN resident p ON p.id = c.resident_id AND p.erased_at IS NOT NULL WHERE c.id IN (:from, :to) LIMIT 1`,
    { from, to },
  );
  if (erased !== undefined) throw erasedCase(erased.number);
  if (!(await isBeingMoved(on, documentId))) return;
  throw notMoved(
    said(
      'Ten dokument jest właśnie przenoszony w EOD. Poczekaj, aż tam dotrze, i spróbuj ponownie. Jeśli to długo trwa, zapytaj administratora.',
      'This document is being moved in the DMS. Wait until it is there and try again. If that takes long, ask the administrator.',
    ),
  );
}

/** Throws when the case must keep what it has. */
export async function checkHold(on: Statements, { id, number }: { readonly id: string; readonly number: string }): Promise<void> {
  if ((await row(on, 'SELECT 1 FROM legal_hold WHERE case_id = :id', { id })) === undefined) return;
  throw notMoved(
    said(
      `Sprawa ${number} jest zatrzymana prawnie: jej dokumenty zostają, gdzie są.`,
      `Case ${number} is under a legal hold: its documents stay where they are.`,
    ),
  );
}

/** Throws when the case has no file there that takes documents. */
export function takesDocuments(file: CaseFileThere | undefined, number: string): CaseFileThere {
  if (file === undefined) {
    throw notMoved(
      said(
        `Dokument leży w EOD, a sprawa ${number} nie ma tam jeszcze teczki. Nic nie przeniesiono. Spróbuj ponownie, gdy teczka powstanie.`,
        `The document lies in the DMS, and case ${number} has no file there yet. Nothing was moved. Try again once it has.`,
      ),
    );
  }
  if (file.isOpen) return file;
  throw notMoved(
    said(
      `Dokument leży w EOD, a teczka ${file.number} sprawy ${number} jest tam zamknięta. Nic nie przeniesiono.`,
      `The document lies in the DMS, and file ${file.number} of case ${number} is closed there. Nothing was moved.`,
    ),
  );
}

export function erasedCase(number: string): Problem {
  return notMoved(
    said(
      `Dane mieszkańca sprawy ${number} usunięto i nie wracają. Nic nie przeniesiono.`,
      `The data of the resident of case ${number} were erased and don’t come back. Nothing was moved.`,
    ),
  );
}

function notMoved(message: Said): Problem {
  return new Problem('DOCUMENT_NOT_MOVED', message);
}
