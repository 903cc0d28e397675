/** Finds what differs between a case and what another system has of it. PURE. */
import type { PeerDocument, PeerRecord } from '../../workers/outbox/source.js';
import { agreedDates, datesOf, plannedOf } from './compare-dates.js';
import type { Changed, Difference } from './difference.js';
import type { Agreement, OurRun, Ours, PromisedRecord, Theirs } from './sides.js';

export function compare(ours: Ours, theirs: Theirs): readonly Difference[] {
  return ours.runs.flatMap((run) => compareRun(ours, theirs, run));
}

function compareRun(ours: Ours, theirs: Theirs, run: OurRun): readonly Difference[] {
  const knownOfRun = (recordId: string) => ours.known.find((one) => one.recordId === recordId && one.caseRun === run.caseRun);
  const isAdopted = (record: PeerRecord) => knownOfRun(record.recordId)?.isAdopted === true;
  const there = theirs.records.filter((one) => one.caseRun === run.caseRun && isOfRun(ours, one, run) && !isAdopted(one));
  const unmarked = theirs.unmarked.filter(({ recordId }) => knownOfRun(recordId) !== undefined);
  // One that a person found to be ours never had our key.
  const strayed = unmarked.filter((one) => !isAdopted(one) || one.caseRun !== null);
  const adopted = [...theirs.records, ...unmarked].filter((one) => isAdopted(one) && !strayed.includes(one));
  const { paired, missing, extra } = pairUp(run.records, there, new Set(strayed.map(({ recordId }) => recordId)));
  const last = paired.at(-1);
  return [
    ...strayed.map(({ recordId, caseRun: names }): Difference => ({ type: 'wrong-case', caseRun: run.caseRun, recordId, names })),
    ...missing.map(
      ({ effectId, recordId }): Difference => ({
        type: 'record-missing',
        caseRun: run.caseRun,
        recordId,
        effects: [effectId, ...(last === undefined ? toldSince(run, effectId) : [])],
      }),
    ),
    ...extra.map(({ recordId, recordNumber: number }): Difference => ({ type: 'record-twice', caseRun: run.caseRun, recordId, number })),
    ...paired.flatMap((record) => numberOf(ours, run, record)),
    ...paired.flatMap((record) => stateOf(ours, run, record, record === last)),
    ...paired.flatMap((record) => datesOf(ours, run, record)),
    ...(last === undefined ? [] : plannedOf(ours, run, last)),
    ...adopted.flatMap((record) => closedThere(ours, run, record)),
    // Until a record is back nobody can say which documents are missing.
    ...(ours.system === 'dms' && strayed.length === 0 ? documentsOf(ours, run, [...paired, ...adopted]) : []),
  ];
}

/** A new record knows nothing of what was told to the one before. */
function toldSince({ told, dates }: OurRun, recordEffect: string): readonly string[] {
  const ids = [told, dates].flatMap((one) => (one === null ? [] : [one.effectId]));
  return ids.filter((id) => id !== recordEffect);
}

/** One that we know to be of another run isn't a second one of this. */
function isOfRun({ known }: Ours, { recordId }: PeerRecord, { caseRun }: OurRun): boolean {
  return known.every((one) => one.recordId !== recordId || one.caseRun === caseRun);
}

interface Pairs {
  /** In the order in which they were promised. */
  readonly paired: readonly PeerRecord[];
  readonly missing: readonly PromisedRecord[];
  readonly extra: readonly PeerRecord[];
}

/** By the record's id; what is there under another id and carries our key is taken for one that is missing. */
function pairUp(promised: readonly PromisedRecord[], there: readonly PeerRecord[], strayed: ReadonlySet<string>): Pairs {
  const free = there.filter(({ recordId }) => promised.every((one) => one.recordId !== recordId));
  const paired: PeerRecord[] = [];
  const missing: PromisedRecord[] = [];
  for (const one of promised) {
    const record = there.find(({ recordId }) => recordId === one.recordId);
    if (record !== undefined) paired.push(record);
    else if (one.recordId === null || !strayed.has(one.recordId)) {
      const other = free.shift();
      if (other === undefined) missing.push(one);
      else paired.push(other);
    }
  }
  return { paired, missing, extra: free };
}

function numberOf({ known }: Ours, { caseRun }: OurRun, { recordId, recordNumber }: PeerRecord): readonly Difference[] {
  const number = known.find((one) => one.recordId === recordId)?.number ?? null;
  if (number === null || number === recordNumber) return [];
  return [{ type: 'number-changed', caseRun, recordId, ours: number, theirs: recordNumber }];
}

function stateOf(ours: Ours, run: OurRun, record: PeerRecord, isLast: boolean): readonly Difference[] {
  const { caseRun, told } = run;
  const { recordId } = record;
  if (told === null) return closedThere(ours, run, record);
  const agreed = ours.agreements.get(recordId);
  const status = statusOf(ours, record);
  const of = { caseRun, recordId, effects: [told.effectId] };
  const differences: Difference[] = [];
  if (told.status.toLowerCase() !== status) {
    const changed = changedSides(agreed, agreed?.status ?? null, told.status.toLowerCase(), status);
    differences.push({ type: 'status', ...of, ours: told.status, theirs: record.status, changed });
  }
  // Of several files of a run an earlier one keeps its own outcome.
  if (isLast && told.outcome !== null && told.outcome !== record.outcome) {
    const changed = changedSides(agreed, agreed?.outcome ?? null, told.outcome, record.outcome);
    differences.push({ type: 'outcome', ...of, ours: told.outcome, theirs: record.outcome, changed });
  }
  return differences;
}

/** A process that has heard of it does what its model says, so the case may well go on. A CRM never settles a case. */
function closedThere({ system, known }: Ours, { caseRun, goesOn, told }: OurRun, record: PeerRecord): readonly Difference[] {
  const { recordId, outcome, isClosed } = record;
  const isHeard = system === 'dms' && known.some((one) => one.recordId === recordId && one.isClosed);
  return isClosed && goesOn && told === null && !isHeard ? [{ type: 'closed-there', caseRun, recordId, outcome }] : [];
}

/** In lower case, as systems differ in how they write one and the same code. A DMS says of a file only that it is open or closed. */
function statusOf({ system }: Ours, { status, isClosed }: PeerRecord): string {
  if (system === 'dms') return isClosed ? 'closed' : 'open';
  return status.toLowerCase();
}

function changedSides(agreement: Agreement | undefined, agreed: string | null, ours: string | null, theirs: string | null): Changed {
  if (agreement === undefined) return 'unknown';
  if (ours === agreed) return 'theirs';
  return theirs === agreed ? 'ours' : 'both';
}

function documentsOf(ours: Ours, run: OurRun, records: readonly PeerRecord[]): readonly Difference[] {
  const { caseRun } = run;
  const differences: Difference[] = [];
  for (const { effectId, documentId, name, sha256, isHere } of run.documents) {
    if (records.some(({ documents }) => documents.some((one) => one.documentId === documentId || one.sha256 === sha256))) continue;
    const effects = isHere ? [effectId] : [];
    const lay = records.find(({ recordId }) => ours.agreements.get(recordId)?.documents.includes(documentId) === true);
    if (lay !== undefined) differences.push({ type: 'document-removed', caseRun, recordId: lay.recordId, documentId, name, effects });
    // What is neither here nor there was forgotten here, and stays so.
    else if (isHere) differences.push({ type: 'document-missing-there', caseRun, documentId, name, effects });
  }
  for (const record of records) for (const document of record.documents) differences.push(...strangeDocument(ours, run, record, document));
  return differences;
}

function strangeDocument(ours: Ours, { caseRun }: OurRun, { recordId }: PeerRecord, document: PeerDocument): readonly Difference[] {
  const { documentId, name } = document;
  const elsewhere = ours.elsewhere.find((one) => one.documentId === documentId);
  if (elsewhere !== undefined)
    return [{ type: 'document-elsewhere', caseRun, recordId, documentId, name, caseNumber: elsewhere.caseNumber }];
  return ours.hasDocument(recordId, document) ? [] : [{ type: 'document-missing-here', caseRun, recordId, documentId, name }];
}

/** How each record stands on which nothing differs: what later changes are measured by. */
export function agreementsOf(ours: Ours, theirs: Theirs, differences: readonly Difference[]): ReadonlyMap<string, Agreement> {
  const differing = new Set(differences.flatMap((one) => ('recordId' in one && one.recordId !== null ? [one.recordId] : [])));
  const runs = new Set(differences.filter(({ type }) => type === 'document-missing-there').map(({ caseRun }) => caseRun));
  const agreed = theirs.records.filter(({ recordId, caseRun }) => !differing.has(recordId) && caseRun !== null && !runs.has(caseRun));
  return new Map(
    agreed.map((record) => [
      record.recordId,
      {
        status: statusOf(ours, record),
        outcome: record.outcome,
        documents: record.documents.map(({ documentId }) => documentId).sort(),
        ...agreedDates(ours, record),
      },
    ]),
  );
}
