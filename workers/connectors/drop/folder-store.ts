/** A directory, on this machine or on a share that is mounted here. Files appear in it whole: written beside, then given their name. */
import { createHash } from 'node:crypto';
import { link, lstat, mkdir, open, readdir, readFile, realpath, rename, rm } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { NotDelivered } from '../answers.js';
import { type DropStore, type Entry, type Held, type Listing, type Path, partOf } from './store.js';

export class FolderStore implements DropStore {
  constructor(private readonly root: string) {}

  /** A share has a clock of its own, and sets it on what is written there. */
  nowMs(signal: AbortSignal): Promise<number> {
    return this.within([], signal, async (folder) => {
      const file = join(folder, ...partOf(['clock'], new Uint8Array()));
      await written(file, new Uint8Array());
      const { mtimeMs } = await lstat(file);
      await rm(file, { force: true });
      return mtimeMs;
    });
  }

  list(path: Path, signal: AbortSignal): Promise<Listing | undefined> {
    return this.found(path, signal, async (folder) => {
      const names = await readdir(folder);
      const entries = await Promise.all(names.map((name) => entryOf(folder, name)));
      return { changedMs: (await lstat(folder)).mtimeMs, entries: entries.filter((one) => one !== undefined) };
    });
  }

  read(path: Path, signal: AbortSignal): Promise<Held | undefined> {
    return this.found(path, signal, async (file) => {
      const bytes = await readFile(file, { signal });
      return { bytes, tag: createHash('sha256').update(bytes).digest('hex') };
    });
  }

  stream(path: Path, signal: AbortSignal): Promise<AsyncIterable<Uint8Array> | undefined> {
    return this.found(path, signal, async (file) => (await open(file)).createReadStream({ signal }) as AsyncIterable<Uint8Array>);
  }

  makeFolder(path: Path, signal: AbortSignal): Promise<boolean> {
    return this.changed(path, signal, async (folder) => {
      try {
        await mkdir(folder);
        return true;
      } catch (error) {
        if (codeOf(error) === 'EEXIST') return false;
        throw error;
      }
    });
  }

  create(path: Path, bytes: Uint8Array, signal: AbortSignal): Promise<boolean> {
    return this.changed(path, signal, async (file, folder) => {
      const part = join(this.root, ...partOf(path, bytes));
      try {
        await written(part, bytes);
        return await named(part, file);
      } finally {
        await rm(part, { force: true });
        await kept(folder);
      }
    });
  }

  /** The look and the renaming are two steps: somebody who writes in the milliseconds between is overwritten, which no directory can prevent. */
  replace(path: Path, bytes: Uint8Array, tag: string, signal: AbortSignal): Promise<boolean> {
    return this.changed(path, signal, async (file, folder) => {
      const part = join(this.root, ...partOf(path, bytes));
      try {
        await written(part, bytes);
        if ((await this.read(path, signal))?.tag !== tag) return false;
        await rename(part, file);
        return true;
      } finally {
        await rm(part, { force: true });
        await kept(folder);
      }
    });
  }

  rename(from: Path, to: Path, signal: AbortSignal): Promise<boolean> {
    return this.changed(to, signal, async (file, folder) => {
      const parent = join(this.root, ...from.slice(0, -1));
      await this.stayInside(parent);
      const before = join(this.root, ...from);
      if ((await lstat(before).catch(() => undefined)) === undefined) {
        throw new NotDelivered({ type: 'busy', reason: `${from.join('/')} was taken away just now` });
      }
      if (!(await named(before, file))) return false;
      await kept(folder);
      await rm(before, { force: true });
      await kept(parent);
      return true;
    });
  }

  remove(path: Path, signal: AbortSignal): Promise<void> {
    return this.changed(path, signal, (file) => rm(file, { force: true }));
  }

  /** undefined: it isn't there, though the root is. */
  private found<Answer>(path: Path, signal: AbortSignal, act: (place: string) => Promise<Answer>): Promise<Answer | undefined> {
    return this.within(path, signal, async (place) => {
      try {
        await this.stayInside(place);
        return await act(place);
      } catch (error) {
        if (!['ENOENT', 'ENOTDIR', 'EISDIR'].includes(codeOf(error)) || path.length === 0) throw error;
        await readdir(this.root);
        return undefined;
      }
    });
  }

  private changed<Answer>(path: Path, signal: AbortSignal, act: (place: string, parent: string) => Promise<Answer>): Promise<Answer> {
    const parent = join(this.root, ...path.slice(0, -1));
    return this.within(path, signal, async (place) => {
      await this.stayInside(parent);
      return act(place, parent);
    });
  }

  /** A link may lead anywhere; what is behind one isn't ours to read or to write. */
  private async stayInside(place: string): Promise<void> {
    const [root, real] = await Promise.all([realpath(this.root), realpath(place)]);
    if (real !== root && !real.startsWith(root + sep)) {
      throw new NotDelivered({
        type: 'refused',
        code: 'forbidden',
        reason: `Expected ${place} to be in ${this.root}, but a link leads out of it`,
      });
    }
  }

  /** A share that is away may never answer: then the outbox's patience ends it, not the share. */
  private async within<Answer>(path: Path, signal: AbortSignal, act: (place: string) => Promise<Answer>): Promise<Answer> {
    signal.throwIfAborted();
    let abort = (): void => undefined;
    const aborted = new Promise<never>((_, reject) => {
      abort = () => reject(signal.reason);
    });
    signal.addEventListener('abort', abort, { once: true });
    try {
      return await Promise.race([act(join(this.root, ...path)), aborted]);
    } catch (error) {
      throw this.meaningOf(error);
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }

  /** What isn't about one file alone is thrown on: the outbox takes it as away. */
  private meaningOf(error: unknown): unknown {
    const reason = String(error);
    switch (codeOf(error)) {
      case 'EBUSY':
      case 'ETXTBSY':
      case 'EAGAIN':
        return new NotDelivered({ type: 'busy', reason });
      case 'EACCES':
      case 'EPERM':
        return new NotDelivered({ type: 'refused', code: 'forbidden', reason });
      case 'ENAMETOOLONG':
      case 'EINVAL':
      case 'EILSEQ':
        return new NotDelivered({ type: 'refused', code: 'invalid', reason });
      case 'ENOENT':
        return new NotDelivered({
          type: 'unavailable',
          reason: `Expected the folder ${this.root} as it was, but a part of it is gone: ${reason}`,
        });
      default:
        return error;
    }
  }
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** undefined: gone since it was named, or neither file nor folder. */
async function entryOf(folder: string, name: string): Promise<Entry | undefined> {
  const about = await lstat(join(folder, name), { bigint: true }).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  });
  if (about === undefined || !(about.isFile() || about.isDirectory())) return undefined;
  const { ino, size, mtimeNs } = about;
  return {
    name,
    isFolder: about.isDirectory(),
    tag: `${ino}-${size}-${mtimeNs}`,
    changedMs: Number(about.mtimeMs),
    sizeBytes: Number(size),
  };
}

async function written(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, 'w');
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** A second name is given only if nobody has it, which a renaming doesn't mind. Shares that know no second names: looked at, then renamed. */
async function named(part: string, file: string): Promise<boolean> {
  try {
    await link(part, file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    if (!['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'].includes(codeOf(error))) throw error;
    if ((await lstat(file).catch(() => undefined)) !== undefined) return false;
    await rename(part, file);
    return true;
  }
}

/** A name is on the disk when its directory is. Some shares can't be asked for that. */
async function kept(folder: string): Promise<void> {
  const handle = await open(folder).catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
}
