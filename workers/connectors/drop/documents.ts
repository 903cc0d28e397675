/** Documents of a case folder: stored once each, named in the manifest once what was stored is proven by reading it back. */
import { createHash } from 'node:crypto';
import { NotDelivered } from '../answers.js';
import type { DmsDocument } from '../dms-effects.js';
import { namesFor } from '../file-names.js';
import type { CaseFolder, CaseFolders } from './case-folders.js';
import { MANIFEST, type ManifestDocument } from './manifest.js';
import { type DropStore, isPart, type Path } from './store.js';

export class CaseDocuments {
  constructor(
    private readonly store: DropStore,
    private readonly folders: CaseFolders,
  ) {}

  /** Gives what was done. */
  async put(folder: CaseFolder, effectKey: string, told: DmsDocument, content: Uint8Array, signal: AbortSignal): Promise<string> {
    const { path, manifest } = folder;
    const entries = (await this.store.list(path, signal))?.entries ?? [];
    for (const { name } of entries) if (isPart(name)) await this.store.remove([...path, name], signal);
    const there = new Set(entries.map(({ name }) => name));
    const known = manifest.documents.find(({ documentId }) => documentId === told.documentId);
    if (known !== undefined && there.has(known.file)) {
      // It was whole when it was named there: what is different now was changed over there, and content belongs to the DMS.
      const isAsStored = (await this.sha256Of([...path, known.file], signal)) === known.sha256;
      return isAsStored ? 'was there already' : 'was there already, and changed since';
    }
    const file = (await this.leftBehind(folder, told, there, signal)) ?? (await this.create(path, told, content, there, signal));
    const { documentId, name, sha256, at } = told;
    const added: ManifestDocument = { documentId, file, name, sha256, effectKey, storedAt: at };
    await this.folders.change(folder, signal, (now) => ({
      ...now,
      documents: [...now.documents.filter((one) => one.documentId !== documentId), added],
    }));
    return file === name ? 'stored' : `stored as "${file}"`;
  }

  /** Of a try that ended before the manifest named it. */
  private async leftBehind({ path, manifest }: CaseFolder, told: DmsDocument, there: ReadonlySet<string>, signal: AbortSignal) {
    const others = new Set(manifest.documents.map(({ file }) => file));
    for (const name of namesFor(told, others)) {
      if (there.has(name) && (await this.sha256Of([...path, name], signal)) === told.sha256) return name;
    }
    return undefined;
  }

  private async create(
    path: Path,
    told: DmsDocument,
    content: Uint8Array,
    there: ReadonlySet<string>,
    signal: AbortSignal,
  ): Promise<string> {
    const names = namesFor(told, new Set([...there, MANIFEST]));
    for (const [index, name] of names.entries()) {
      try {
        if (!(await this.store.create([...path, name], content, signal))) continue;
        await this.readBack([...path, name], told.sha256, signal);
        return name;
      } catch (error) {
        // The place may not like the name: the next one is plainer.
        if (index === names.length - 1 || !(error instanceof NotDelivered) || error.failure.type !== 'refused') throw error;
      }
    }
    throw new NotDelivered({ type: 'busy', reason: `Expected a free name for "${told.name}", but others took each of them` });
  }

  private async readBack(path: Path, sha256: string, signal: AbortSignal): Promise<void> {
    const kept = await this.sha256Of(path, signal);
    if (kept === sha256) return;
    if (kept !== undefined) await this.store.remove(path, signal);
    const reason = `Expected "${path.at(-1)}" to keep content with SHA-256 ${sha256}, but it has ${kept ?? 'none'}`;
    throw new NotDelivered({ type: 'busy', reason });
  }

  /** Lower-case hex; undefined: no such file. */
  async sha256Of(path: Path, signal: AbortSignal): Promise<string | undefined> {
    const stream = await this.store.stream(path, signal);
    if (stream === undefined) return undefined;
    const hash = createHash('sha256');
    for await (const piece of stream) hash.update(piece);
    return hash.digest('hex');
  }
}
