/** What is known of a repository after first contact: its types, and the folder in which case files lie. Forgotten when it turns out wrong. */
import type { CmisObject } from './answers.js';
import type { CmisClient } from './client.js';
import { quoted } from './form.js';
import { isRefusal } from './refusal.js';
import { type UsableTypes, usableTypes } from './types.js';

export class CmisSession {
  private readonly folders = new Map<string, Promise<string>>();
  private found: Promise<UsableTypes> | undefined;

  constructor(
    readonly client: CmisClient,
    /** Names from the repository's root folder down to ours. */
    readonly root: readonly string[],
  ) {}

  types(signal: AbortSignal): Promise<UsableTypes> {
    this.found ??= usableTypes(this.client, signal).catch((error: unknown) => {
      this.found = undefined;
      throw error;
    });
    return this.found;
  }

  /** The id of a folder below the repository's root, made when it isn't there. */
  folderAt(path: readonly string[], signal: AbortSignal): Promise<string> {
    const key = path.join('/');
    const known = this.folders.get(key);
    if (known !== undefined) return known;
    const made = this.makeFolder(path, signal).catch((error: unknown) => {
      this.folders.delete(key);
      throw error;
    });
    this.folders.set(key, made);
    return made;
  }

  /** A condition of a query. Another Okienko may keep its files elsewhere in the same repository, under the same numbers. */
  async inOurs(signal: AbortSignal): Promise<string> {
    return `IN_TREE(${quoted(await this.folderAt(this.root, signal))})`;
  }

  private async makeFolder(path: readonly string[], signal: AbortSignal): Promise<string> {
    const name = path.at(-1);
    if (name === undefined) return (await this.client.repository(signal)).rootFolderId;
    const there = await this.client.objectAt(path, signal);
    if (there !== undefined) return there.id;
    const parent = await this.folderAt(path.slice(0, -1), signal);
    const properties = { 'cmis:objectTypeId': 'cmis:folder', 'cmis:name': name };
    try {
      return (await this.client.change(parent, { cmisaction: 'createFolder', properties }, signal)).id;
    } catch (error) {
      // Somebody else makes the same one.
      const made: CmisObject | undefined = isRefusal(error, 'nameConstraintViolation')
        ? await this.client.objectAt(path, signal)
        : undefined;
      if (made === undefined) throw error;
      return made.id;
    }
  }

  /** The repository was emptied, a folder of ours was removed: look again. */
  forget(): void {
    this.folders.clear();
    this.found = undefined;
  }
}
