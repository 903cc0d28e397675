/** Case files are folders: found by path or by our marks, opened once for each effect, closed by two of their properties. */
import type { Effect } from '../../outbox/peer.js';
import type { DmsOpening } from '../dms-effects.js';
import { folderName, numberedName, shelfName } from '../file-names.js';
import { type CmisObject, textOf } from './answers.js';
import { quoted, startingWith, type Written } from './form.js';
import { CLOSED, FILE_MARKS, type FileMarks, fileMarks, OPEN, textBeside, written } from './marks.js';
import { CmisRefusal, isRefusal } from './refusal.js';
import type { CmisSession } from './session.js';

/** A run rarely has a second file, when a department gave the first one back. */
const MOST_FILES_OF_A_RUN = 20;

export class CaseFiles {
  constructor(private readonly session: CmisSession) {}

  /** Gives also whether it was there already. */
  async open(
    { effectKey }: Effect,
    told: DmsOpening,
    signal: AbortSignal,
  ): Promise<{ readonly file: CmisObject; readonly isNew: boolean }> {
    const { client } = this.session;
    const { file: type } = await this.session.types(signal);
    const known = (await this.ofRun(told.caseRun, signal)).find((one) => fileMarks(one).effectKey === effectKey);
    if (known !== undefined) return { file: known, isNew: false };
    const parent = await this.session.folderAt(this.placeOf(told.caseRun), signal);
    const { caseNumber, caseRun, department, plannedAt } = told;
    const marks = { caseNumber, caseRun, effectKey, status: OPEN, outcome: null, department, plannedAt };
    const properties = { 'cmis:objectTypeId': type.id, ...written(FILE_MARKS, marks, told.title, type.own) };
    for (let count = 1; count <= MOST_FILES_OF_A_RUN; count++) {
      const name = numberedName(folderName(caseRun), count);
      try {
        const action = { cmisaction: 'createFolder', properties: { ...properties, 'cmis:name': name } };
        const { id } = await client.change(parent, action, signal);
        return { file: await this.writtenBack(id, marks, properties, signal), isNew: true };
      } catch (error) {
        const there = isRefusal(error, 'nameConstraintViolation')
          ? await client.objectAt([...this.placeOf(caseRun), name], signal)
          : undefined;
        if (there === undefined) throw error;
        if (fileMarks(there).effectKey === effectKey) return { file: there, isNew: false };
      }
    }
    throw new CmisRefusal(409, 'nameConstraintViolation', `${MOST_FILES_OF_A_RUN} folders already have the name of ${caseRun}`, undefined);
  }

  /**
   * A folder whose marks of ours were dropped is taken away again: nobody would know it as ours. One that somebody renamed or closed since
   * is theirs to change, and stays.
   */
  private async writtenBack(id: string, marks: FileMarks, properties: Written, signal: AbortSignal): Promise<CmisObject> {
    const file = await this.session.client.object(id, signal);
    const { caseNumber, caseRun, effectKey } = marks;
    const now = file === undefined ? undefined : fileMarks(file);
    const isOurs = now?.caseNumber === caseNumber && now.caseRun === caseRun && now.effectKey === effectKey;
    const dropped = lostOf(file, properties).filter((id) => !isOurs || file === undefined || (textOf(file.properties, id) ?? '') === '');
    if (file !== undefined && dropped.length === 0) return file;
    await this.session.client.act('root', { objectId: id }, { cmisaction: 'delete' }, signal);
    throw new CmisRefusal(
      409,
      'constraint',
      `Expected the folder to keep ${dropped.join(', ')}, but it was dropped without a word`,
      undefined,
    );
  }

  /** Of one run, oldest first. By path, which is quick and sees what an index doesn't know yet; else by our marks, wherever below our root it was moved to. */
  async ofRun(caseRun: string, signal: AbortSignal): Promise<readonly CmisObject[]> {
    const found: CmisObject[] = [];
    for (let count = 1; count <= MOST_FILES_OF_A_RUN; count++) {
      const path = [...this.placeOf(caseRun), numberedName(folderName(caseRun), count)];
      const there = await this.session.client.objectAt(path, signal);
      if (there === undefined) break;
      if (fileMarks(there).caseRun === caseRun) found.push(there);
    }
    if (found.length > 0) return found;
    return (await this.marked('caseRun', caseRun, signal)).filter((one) => fileMarks(one).caseRun === caseRun);
  }

  async ofCase(caseNumber: string, signal: AbortSignal): Promise<readonly CmisObject[]> {
    return (await this.marked('caseNumber', caseNumber, signal)).filter((one) => fileMarks(one).caseNumber === caseNumber);
  }

  private async marked(by: 'caseRun' | 'caseNumber', value: string, signal: AbortSignal): Promise<readonly CmisObject[]> {
    const { client } = this.session;
    const { file: type } = await this.session.types(signal);
    const inOurs = await this.session.inOurs(signal);
    if (type.own !== undefined) {
      const found = await client.query(`SELECT * FROM ${type.queryName} WHERE ${FILE_MARKS[by]} = ${quoted(value)} AND ${inOurs}`, signal);
      if (found.length > 0) return found;
    }
    return client.query(`SELECT * FROM cmis:folder WHERE cmis:name LIKE ${startingWith(folderName(value))} AND ${inOurs}`, signal);
  }

  /** Gives whether anything had to be written. */
  async close(file: CmisObject, outcome: string, signal: AbortSignal): Promise<boolean> {
    return this.mark(file, { status: CLOSED, outcome }, signal);
  }

  async plan(file: CmisObject, plannedAt: string, signal: AbortSignal): Promise<boolean> {
    return this.mark(file, { plannedAt }, signal);
  }

  /** Read once more and tried once more when somebody changed it meanwhile. Nothing but these marks: the rest may have changed over there. */
  private async mark(file: CmisObject, wanted: Partial<FileMarks>, signal: AbortSignal): Promise<boolean> {
    for (let current = file, tries = 1; ; tries++) {
      const marks = fileMarks(current);
      if (NAMES.every((name) => wanted[name] === undefined || wanted[name] === marks[name])) return tries > 1;
      const properties = marking(current, wanted);
      const changeToken = textOf(current.properties, 'cmis:changeToken');
      const controls: Record<string, string> = changeToken === null ? {} : { changeToken };
      const failure = await this.session.client
        .change(current.id, { cmisaction: 'update', properties, controls }, signal)
        .then(() => undefined)
        .catch((error: unknown) => error);
      const now = await this.session.client.object(current.id, signal);
      const lost = lostOf(now, properties);
      if (failure === undefined && lost.length === 0) return true;
      if (failure !== undefined && (tries > 1 || !isRefusal(failure, 'updateConflict'))) throw failure;
      // A server whose check isn't atomic took ours and somebody else's: theirs was written last.
      if (failure === undefined && tries > 1) {
        throw new CmisRefusal(409, 'updateConflict', `Expected the file to keep ${lost.join(', ')}, but it has something else`, undefined);
      }
      if (now === undefined) throw new CmisRefusal(404, 'objectNotFound', 'The file was removed while it was being changed', undefined);
      current = now;
    }
  }

  private placeOf(caseRun: string): readonly string[] {
    const shelf = shelfName(caseRun);
    return [...this.session.root, ...(shelf === undefined ? [] : [shelf])];
  }
}

/** Which of the written properties an object doesn't have. The type isn't asked for: it may be one that stands behind a name. */
function lostOf(object: CmisObject | undefined, properties: Written): readonly string[] {
  return Object.entries(properties).flatMap(([id, value]) =>
    id === 'cmis:objectTypeId' || (object !== undefined && (textOf(object.properties, id) ?? '') === (value ?? '')) ? [] : [id],
  );
}

const NAMES = Object.keys(FILE_MARKS) as (keyof FileMarks)[];

function marking(file: CmisObject, wanted: Partial<FileMarks>): Written {
  if (!(FILE_MARKS.status in file.properties)) return written(FILE_MARKS, { ...fileMarks(file), ...wanted }, textBeside(file), undefined);
  return Object.fromEntries(NAMES.flatMap((name) => (wanted[name] === undefined ? [] : [[FILE_MARKS[name], wanted[name] ?? null]])));
}
