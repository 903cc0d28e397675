/** Case files are folders with a manifest: found by the name that a run's has, opened once for each effect, changed only as they were read. */
import type { Effect } from '../../outbox/peer.js';
import { NotDelivered } from '../answers.js';
import type { DmsOpening } from '../dms-effects.js';
import { folderName, numberedName, shelfName } from '../file-names.js';
import { CLOSED, MANIFEST, type Manifest, OPEN, readManifest, writeManifest } from './manifest.js';
import type { DropStore, Path } from './store.js';

/** A run rarely has a second file, when a department gave the first one back. */
const MOST_FILES_OF_A_RUN = 20;

export interface CaseFolder {
  readonly path: Path;
  readonly manifest: Manifest;
  readonly tag: string;
}

/** One whose manifest says nothing. */
interface Unreadable {
  readonly path: Path;
  readonly unreadable: string;
}

export class CaseFolders {
  constructor(private readonly store: DropStore) {}

  /** undefined: no folder, or one without a manifest. */
  async look(path: Path, signal: AbortSignal): Promise<CaseFolder | Unreadable | undefined> {
    const held = await this.store.read([...path, MANIFEST], signal);
    if (held === undefined) return undefined;
    const manifest = readManifest(held.bytes);
    return 'unreadable' in manifest ? { path, unreadable: String(manifest.unreadable) } : { path, manifest, tag: held.tag };
  }

  private async at(path: Path, signal: AbortSignal): Promise<CaseFolder | undefined> {
    const found = await this.look(path, signal);
    if (found === undefined || 'manifest' in found) return found;
    const reason = `Expected ${[...path, MANIFEST].join('/')} as Okienko wrote it, but it can't be read: ${found.unreadable}`;
    throw new NotDelivered({ type: 'refused', code: 'invalid', reason });
  }

  async open(
    { effectKey }: Effect,
    { caseNumber, caseRun, title, department, plannedAt, at }: DmsOpening,
    signal: AbortSignal,
  ): Promise<{ readonly folder: CaseFolder; readonly isNew: boolean }> {
    const facts = { okienko: 1 as const, caseNumber, caseRun, effectKey, title, department, plannedAt, openedAt: at };
    const bytes = writeManifest({ ...facts, status: OPEN, outcome: null, closedAt: null, fileNumber: null, documents: [] });
    const place = placeOf(caseRun);
    if (place.length > 0) await this.store.makeFolder(place, signal);
    for (let count = 1; count <= MOST_FILES_OF_A_RUN; count++) {
      const path = [...place, numberedName(folderName(caseRun), count)];
      // One without a manifest: a try that was cut short, or somebody made it for this very run.
      await this.store.makeFolder(path, signal);
      const isNew = (await this.at(path, signal)) === undefined && (await this.store.create([...path, MANIFEST], bytes, signal));
      const folder = await this.at(path, signal);
      if (folder?.manifest.effectKey === effectKey) return { folder, isNew };
    }
    const reason = `${MOST_FILES_OF_A_RUN} folders already have the name of ${caseRun}`;
    throw new NotDelivered({ type: 'refused', code: 'invalid', reason });
  }

  /** Of one run, oldest first. */
  async ofRun(caseRun: string, signal: AbortSignal): Promise<readonly CaseFolder[]> {
    const found: CaseFolder[] = [];
    for (let count = 1; count <= MOST_FILES_OF_A_RUN; count++) {
      const there = await this.at([...placeOf(caseRun), numberedName(folderName(caseRun), count)], signal);
      if (there === undefined) break;
      if (there.manifest.caseRun === caseRun) found.push(there);
    }
    return found;
  }

  /** Folders that bear the case's number, whatever their manifests say. */
  async named(caseNumber: string, signal: AbortSignal): Promise<readonly Path[]> {
    const place = placeOf(caseNumber);
    const start = `${folderName(caseNumber)}-`;
    const listing = await this.store.list(place, signal);
    return (listing?.entries ?? []).filter(({ isFolder, name }) => isFolder && name.startsWith(start)).map(({ name }) => [...place, name]);
  }

  /** Gives whether anything had to be written. */
  async close(folder: CaseFolder, outcome: string, closedAt: string, signal: AbortSignal): Promise<boolean> {
    return this.change(folder, signal, (manifest) =>
      manifest.status === CLOSED && manifest.outcome === outcome ? undefined : { ...manifest, status: CLOSED, outcome, closedAt },
    );
  }

  /**
   * Read once more and tried once more when somebody changed it meanwhile.
   * @param edit gives undefined when nothing is to be done
   */
  async change(folder: CaseFolder, signal: AbortSignal, edit: (manifest: Manifest) => Manifest | undefined): Promise<boolean> {
    const path = [...folder.path, MANIFEST];
    let current = folder;
    for (let tries = 1; ; tries++) {
      const wanted = edit(current.manifest);
      if (wanted === undefined) return tries > 1;
      const bytes = writeManifest(wanted);
      const isWritten = await this.store.replace(path, bytes, current.tag, signal);
      const now = await this.at(folder.path, signal);
      if (isWritten && now !== undefined && writeManifest(now.manifest).equals(bytes)) return true;
      if (now === undefined)
        throw new NotDelivered({ type: 'refused', code: 'not-found', reason: `${path.join('/')} was removed meanwhile` });
      if (tries > 1) throw new NotDelivered({ type: 'busy', reason: `${path.join('/')} is being changed by somebody else` });
      current = now;
    }
  }
}

/** Of a run, or of a case's number. */
function placeOf(caseRun: string): Path {
  const shelf = shelfName(caseRun);
  return shelf === undefined ? [] : [shelf];
}
