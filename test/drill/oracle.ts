/**
 * The judge of the drill. Three accounts of each case are laid side by side: what people were told was done, what the house shows, and what
 * each other system has, read from that system itself. Our own ledger isn't asked. PURE.
 */
import type { Outcome } from './plan.js';

/** What people did, as far as somebody said to them that it was done. */
export interface CaseAsDone {
  readonly number: string;
  /** One for each run, the oldest first. */
  readonly runs: readonly RunAsDone[];
  readonly documents: readonly string[];
  /** Statuses that the CRM told and that were taken, the newest last; empty: it told none. null: it tells nothing, it is asked. */
  readonly newsOfCrm: readonly string[] | null;
}
export interface RunAsDone {
  readonly caseRun: string;
  /** null: it goes on. */
  readonly outcome: Outcome | null;
  /** The department accepted it, so it has a file. */
  readonly hasFile: boolean;
}

export interface CaseAsShown {
  readonly number: string;
  readonly status: string;
  readonly outcome: string | null;
  /** ISO 8601; of the last run. */
  readonly promiseAt: string | null;
  /** SHA-256 of each document, lower-case hex. */
  readonly documents: readonly string[];
  /** What stands on the timeline as changed by the CRM, oldest first, and what was overtaken. */
  readonly crmChanges: readonly string[];
  readonly crmOutdated: readonly string[];
}

/** One ticket, task or record of the CRM. */
export interface CrmRecordThere {
  readonly caseRun: string;
  readonly status: string;
  readonly outcome: string | null;
  /** ISO 8601; some keep whole seconds. */
  readonly promiseAt: string | null;
  /** How often its outcome was set. */
  readonly changes: number;
  /** False where what came later was said earlier. */
  readonly isInOrder: boolean;
}

export interface FileThere {
  readonly caseRun: string;
  readonly status: string;
  readonly outcome: string | null;
  readonly documents: readonly DocumentThere[];
}
export interface DocumentThere {
  /** Ours; null: somebody else's. */
  readonly documentId: string | null;
  readonly sha256: string;
  readonly versions: number;
}

export interface Accounts {
  readonly done: readonly CaseAsDone[];
  readonly shown: ReadonlyMap<string, CaseAsShown>;
  readonly crm: readonly CrmRecordThere[];
  readonly dms: readonly FileThere[];
}

export interface Verdict {
  readonly lost: readonly string[];
  readonly twice: readonly string[];
  readonly drift: readonly string[];
}

const CRM_CODES: Readonly<Record<Outcome, string>> = { done: 'RESOLVED_DONE', answered: 'RESOLVED_ANSWERED' };
const DMS_CODES: Readonly<Record<Outcome, string>> = { done: 'ZAL', answered: 'ODP' };

export function judge({ done, shown, crm, dms }: Accounts): Verdict {
  const verdict = { lost: [] as string[], twice: [] as string[], drift: [] as string[] };
  const crmOf = byRun(crm);
  const dmsOf = byRun(dms);
  for (const one of done) {
    judgeHouse(one, shown.get(one.number), verdict);
    for (const run of one.runs) {
      const records = crmOf.get(run.caseRun) ?? [];
      judgeCrm(run, records, verdict);
      if (run === one.runs.at(-1)) judgePromise(run, shown.get(one.number), records[0], verdict);
      judgeDms(run, dmsOf.get(run.caseRun) ?? [], run === one.runs.at(-1) ? one.documents : undefined, verdict);
    }
  }
  const known = new Set(done.flatMap(({ runs }) => runs.map(({ caseRun }) => caseRun)));
  for (const caseRun of [...crmOf.keys(), ...dmsOf.keys()]) {
    if (!known.has(caseRun)) verdict.drift.push(`${caseRun}: another system has it, and nobody here took such a case`);
  }
  return verdict;
}

type Findings = { readonly [Kind in keyof Verdict]: string[] };

function judgeHouse(
  { number, runs, documents, newsOfCrm }: CaseAsDone,
  shown: CaseAsShown | undefined,
  { lost, twice, drift }: Findings,
): void {
  if (shown === undefined) {
    lost.push(`${number}: taken, and the house has no such case`);
    return;
  }
  const last = runs.at(-1);
  const wanted = last?.outcome ?? null;
  const isResolved = shown.status === 'resolved';
  if (isResolved !== (wanted !== null) || (isResolved && shown.outcome !== wanted)) {
    lost.push(`${number}: ${wanted ?? 'open'} was decided, and the house shows ${shown.status} ${shown.outcome ?? ''}`);
  }
  for (const sha256 of documents) if (!shown.documents.includes(sha256)) lost.push(`${number}: a document that was taken is gone`);
  twice.push(...repeated(shown.documents).map(() => `${number}: a document is there twice`));
  if (newsOfCrm === null) return;
  twice.push(...repeated(shown.crmChanges).map((status) => `${number}: '${status}' of the CRM was taken twice`));
  const heard = new Set([...shown.crmChanges, ...shown.crmOutdated]);
  for (const status of newsOfCrm) if (!heard.has(status)) lost.push(`${number}: '${status}' of the CRM was taken, and nobody sees it`);
  for (const status of heard) if (!newsOfCrm.includes(status)) drift.push(`${number}: '${status}' came from nobody whom we know`);
  const newest = newsOfCrm.at(-1);
  if (newest !== undefined && shown.crmChanges.at(-1) !== newest)
    drift.push(`${number}: the CRM's newest is '${newest}', shown is '${shown.crmChanges.at(-1)}'`);
}

function judgeCrm({ caseRun, outcome }: RunAsDone, records: readonly CrmRecordThere[], { lost, twice, drift }: Findings): void {
  const [first] = records;
  if (first === undefined) {
    lost.push(`${caseRun}: the CRM never heard of it`);
    return;
  }
  if (records.length > 1) twice.push(`${caseRun}: the CRM has ${records.length} records of it`);
  if (first.changes > 1) twice.push(`${caseRun}: its outcome was set ${first.changes} times in the CRM`);
  if (!first.isInOrder) drift.push(`${caseRun}: the CRM heard of it in the wrong order`);
  const isResolved = first.status === 'resolved';
  const code = outcome === null ? null : CRM_CODES[outcome];
  if (isResolved !== (outcome !== null) || first.outcome !== code) {
    drift.push(`${caseRun}: ${code ?? 'open'} here, ${first.status} ${first.outcome ?? ''} in the CRM`);
  }
}

/** Of an earlier run nobody shows it any more. */
function judgePromise(
  { caseRun }: RunAsDone,
  shown: CaseAsShown | undefined,
  there: CrmRecordThere | undefined,
  { drift }: Findings,
): void {
  if (shown === undefined || there === undefined) return;
  const { promiseAt: ours } = shown;
  const { promiseAt: theirs } = there;
  const isSame = ours === null || theirs === null ? ours === theirs : Math.abs(Date.parse(ours) - Date.parse(theirs)) < 1_000;
  if (!isSame) drift.push(`${caseRun}: promised for ${ours} here, for ${theirs} in the CRM`);
}

/** `documents`: what has to be in its file; undefined: of an earlier run, nobody looks. */
function judgeDms(
  run: RunAsDone,
  files: readonly FileThere[],
  documents: readonly string[] | undefined,
  { lost, twice, drift }: Findings,
): void {
  const { caseRun, outcome, hasFile } = run;
  const [first] = files;
  if (!hasFile) {
    if (first !== undefined) drift.push(`${caseRun}: the DMS has a file, and no department accepted it`);
    return;
  }
  if (first === undefined) {
    lost.push(`${caseRun}: accepted, and the DMS has no file`);
    return;
  }
  if (files.length > 1) twice.push(`${caseRun}: the DMS has ${files.length} files of it`);
  const status = outcome === null ? 'open' : 'closed';
  const code = outcome === null ? null : DMS_CODES[outcome];
  if (first.status !== status || (first.outcome || null) !== code) {
    drift.push(`${caseRun}: ${status} ${code ?? ''} here, ${first.status} ${first.outcome ?? ''} in the DMS`);
  }
  const there = first.documents.map(({ sha256 }) => sha256);
  for (const sha256 of documents ?? []) if (!there.includes(sha256)) drift.push(`${caseRun}: a document isn't in its file`);
  for (const sha256 of there)
    if (documents !== undefined && !documents.includes(sha256)) drift.push(`${caseRun}: its file has a document that nobody added`);
  twice.push(...repeated(there).map(() => `${caseRun}: its file has a document twice`));
  for (const { versions } of first.documents) if (versions > 1) twice.push(`${caseRun}: a document was stored ${versions} times`);
}

function byRun<One extends { readonly caseRun: string }>(all: readonly One[]): ReadonlyMap<string, readonly One[]> {
  const found = new Map<string, One[]>();
  for (const one of all) found.set(one.caseRun, [...(found.get(one.caseRun) ?? []), one]);
  return found;
}

function repeated(all: readonly string[]): readonly string[] {
  return all.filter((one, index) => all.indexOf(one) !== index);
}
