/** Documents of a case file: stored once each, with versions, and compared by what the repository gives back, not by what it says it took. */
import { createHash } from 'node:crypto';
import type { DmsDocument } from '../dms-effects.js';
import { MOST_NAMESAKES, namesFor } from '../file-names.js';
import { type CmisObject, textOf } from './answers.js';
import type { Content } from './form.js';
import { DOCUMENT_MARKS, documentMarks, written } from './marks.js';
import { CmisRefusal, isRefusal, NAME_REFUSED } from './refusal.js';
import type { CmisSession } from './session.js';

export interface Stored {
  readonly document: CmisObject;
  readonly how: string;
}

export class CaseDocuments {
  constructor(private readonly session: CmisSession) {}

  /** By name: repositories give them in any order. */
  async inFile(fileId: string, signal: AbortSignal): Promise<readonly CmisObject[]> {
    const children = await this.session.client.children(fileId, signal);
    return children
      .filter(({ properties }) => properties['cmis:baseTypeId'] === 'cmis:document' && properties['cmis:isPrivateWorkingCopy'] !== true)
      .sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  async store(fileId: string, told: DmsDocument, content: Content, signal: AbortSignal): Promise<Stored> {
    const there = await this.inFile(fileId, signal);
    const known = there.find((one) => documentMarks(one).documentId === told.documentId);
    if (known !== undefined) return this.storeAgain(known, told, content, signal);
    return this.create(fileId, told, content, new Set(there.map(({ name }) => name)), signal);
  }

  private async create(
    fileId: string,
    told: DmsDocument,
    content: Content,
    taken: ReadonlySet<string>,
    signal: AbortSignal,
  ): Promise<Stored> {
    const { document: type } = await this.session.types(signal);
    const names = namesFor(told, taken);
    for (const [index, name] of names.entries()) {
      const text = name === told.name ? '' : told.name;
      const properties = { 'cmis:objectTypeId': type.id, 'cmis:name': name, ...written(DOCUMENT_MARKS, told, text, type.own) };
      const action = { cmisaction: 'createDocument', properties, content, controls: { versioningState: 'major' } };
      try {
        const made = await this.session.client.change(fileId, action, signal);
        return { document: await this.readBack(made.id, told, signal), how: name === told.name ? 'stored' : `stored as "${name}"` };
      } catch (error) {
        // Somebody took the name meanwhile, or the repository doesn't like it: the next one.
        if (index === names.length - 1 || !isRefusal(error, ...NAME_REFUSED)) throw error;
      }
    }
    throw new CmisRefusal(409, 'nameConstraintViolation', `${MOST_NAMESAKES} documents already have the name "${told.name}"`, undefined);
  }

  /** Our own work of an earlier try, whole or cut short; or whole, and changed over there since: content belongs to the DMS. */
  private async storeAgain(known: CmisObject, told: DmsDocument, content: Content, signal: AbortSignal): Promise<Stored> {
    if ((await this.sha256Of(known.id, signal)) === told.sha256) return { document: known, how: 'was there already' };
    const versions = await this.session.client.versions(known.id, signal);
    for (const version of versions) {
      if (version.id === known.id || version.properties['cmis:isPrivateWorkingCopy'] === true) continue;
      if ((await this.sha256Of(version.id, signal)) === told.sha256)
        return { document: known, how: 'was there already, with later versions' };
    }
    const working = await this.checkedOut(known, signal);
    const properties = { [DOCUMENT_MARKS.sha256]: told.sha256 };
    const action = {
      cmisaction: 'checkIn',
      content,
      controls: { major: 'true', checkinComment: 'Okienko' },
      ...(DOCUMENT_MARKS.sha256 in known.properties ? { properties } : {}),
    };
    const { id } = await this.session.client.change(working, action, signal);
    return { document: await this.readBack(id, told, signal), how: 'stored as a new version' };
  }

  /** The id of the private working copy. A copy of our own that a crash left behind is thrown away; somebody else's is waited for. */
  private async checkedOut(known: CmisObject, signal: AbortSignal): Promise<string> {
    const { client } = this.session;
    if (known.properties['cmis:isVersionSeriesCheckedOut'] === true) {
      const by = textOf(known.properties, 'cmis:versionSeriesCheckedOutBy');
      const left = textOf(known.properties, 'cmis:versionSeriesCheckedOutId');
      if (by !== client.user || left === null) {
        throw new CmisRefusal(409, 'versioning', `"${known.name}" is checked out by ${by ?? 'somebody'}`, undefined);
      }
      await client.act('root', { objectId: left }, { cmisaction: 'cancelCheckOut' }, signal);
    }
    return (await client.change(known.id, { cmisaction: 'checkOut' }, signal)).id;
  }

  private async readBack(id: string, { documentId, sha256, name }: DmsDocument, signal: AbortSignal): Promise<CmisObject> {
    const document = await this.session.client.object(id, signal);
    const kept = await this.sha256Of(id, signal);
    const isOurs = document !== undefined && documentMarks(document).documentId === documentId;
    if (document !== undefined && isOurs && kept === sha256) return document;
    const what = isOurs
      ? `content with SHA-256 ${sha256}, but it has ${kept ?? 'none'}`
      : `${DOCUMENT_MARKS.documentId}, but it was dropped`;
    throw new CmisRefusal(409, 'versioning', `Expected "${name}" to keep ${what}`, undefined);
  }

  /** Lower-case hex of the content as the repository gives it; undefined: no content. */
  async sha256Of(id: string, signal: AbortSignal): Promise<string | undefined> {
    const content = await this.session.client.content(id, signal);
    if (content === undefined) return undefined;
    const hash = createHash('sha256');
    for await (const piece of content.body ?? []) hash.update(piece);
    return hash.digest('hex');
  }
}
