/** A place for files that the DMS takes them from, whether a directory or a WebDAV collection. Paths begin at its root, one name a part. */
import { createHash } from 'node:crypto';

export type Path = readonly string[];

export interface Entry {
  readonly name: string;
  readonly isFolder: boolean;
  /** Another one after each change of what it holds. */
  readonly tag: string;
  /** The place's own clock. */
  readonly changedMs: number;
  readonly sizeBytes: number;
}

export interface Listing {
  /** Of the folder itself: something was added to it, renamed in it or taken from it. */
  readonly changedMs: number;
  readonly entries: readonly Entry[];
}

export interface Held {
  readonly bytes: Buffer;
  /** For {@link DropStore.replace}; not to be compared with that of a listing. */
  readonly tag: string;
}

/**
 * Throws `NotDelivered` for what the place refuses, and when its root isn't there: an unmounted share must not look like one that
 * somebody has emptied. Rejects when `signal` aborts.
 */
export interface DropStore {
  /** Milliseconds since 1970 by the clock that stamps its files. */
  nowMs(signal: AbortSignal): Promise<number>;
  /** undefined: no such folder. */
  list(path: Path, signal: AbortSignal): Promise<Listing | undefined>;
  /** undefined: no such file. */
  read(path: Path, signal: AbortSignal): Promise<Held | undefined>;
  /** As {@link read}, piece by piece. */
  stream(path: Path, signal: AbortSignal): Promise<AsyncIterable<Uint8Array> | undefined>;
  /** False: there is one already. Its parent must be there. */
  makeFolder(path: Path, signal: AbortSignal): Promise<boolean>;
  /** Whole or not at all. False: the name is taken. */
  create(path: Path, bytes: Uint8Array, signal: AbortSignal): Promise<boolean>;
  /** Whole or not at all. False: it isn't what `tag` was read of any more. */
  replace(path: Path, bytes: Uint8Array, tag: string, signal: AbortSignal): Promise<boolean>;
  /** A file, as it is. False: the name is taken. Throws `busy` when it is gone. */
  rename(from: Path, to: Path, signal: AbortSignal): Promise<boolean>;
  /** Nothing happens when it isn't there. */
  remove(path: Path, signal: AbortSignal): Promise<void>;
}

const PART = /^\.okienko-.*\.part$/;

/**
 * Written to first and renamed when it is whole: nobody who watches the place takes half a file. The same for the same content of the same file,
 * so a try that was cut short is written over by the next.
 */
export function partOf(path: Path, bytes: Uint8Array): Path {
  const id = createHash('sha256').update(JSON.stringify(path)).update(bytes).digest('hex').slice(0, 24);
  return [...path.slice(0, -1), `.okienko-${id}.part`];
}

/** Ours, of a try that was cut short. */
export function isPart(name: string): boolean {
  return PART.test(name);
}

/** What programs leave beside people's files, and what is still being written. */
export function isBeside(name: string): boolean {
  return /^(\.|~\$)|~$|\.(part|tmp|crdownload)$|^(thumbs\.db|desktop\.ini)$/i.test(name);
}
