/** Which codes a system knows, as far as it can tell: against it a table of codes is checked before it counts. */
import type { CodeKind } from './codes.js';

/** By kind; null: it can't tell, or takes any. */
export type CodeList = Readonly<Record<CodeKind, readonly string[] | null>>;

/** Answers in time or rejects when `signal` aborts; rejects when the system is away. */
export type ListCodes = (signal: AbortSignal) => Promise<CodeList>;
