/**
 * `okienko.json` beside the documents of a case file: what the case is, how it stands, which of the documents are ours. The DMS, or its people,
 * may write into it: status, outcome, file number; what they add beside stays.
 */
import { z } from 'zod';

export const MANIFEST = 'okienko.json';
export const OPEN = 'open';
export const CLOSED = 'closed';

const documentSchema = z.looseObject({
  documentId: z.string(),
  /** Its name in the folder. */
  file: z.string(),
  /** As it is called in the case. */
  name: z.string(),
  /** Lower-case hex, proven by reading it back. */
  sha256: z.string(),
  effectKey: z.string(),
  storedAt: z.string(),
  /** In which chronological store its paper lies, and where in it. */
  paper: z.object({ store: z.string(), place: z.string() }).nullish(),
  /** The run in whose folder it lay before. */
  movedFrom: z.string().optional(),
});

const manifestSchema = z.looseObject({
  okienko: z.literal(1),
  caseNumber: z.string(),
  caseRun: z.string(),
  /** Of the effect that opened it. */
  effectKey: z.string(),
  title: z.string(),
  department: z.string().nullable().default(null),
  plannedAt: z.string().nullable().default(null),
  openedAt: z.string(),
  status: z.string(),
  /** The DMS's own code. */
  outcome: z.string().nullable().default(null),
  closedAt: z.string().nullable().default(null),
  /** *Znak sprawy*: given over there, never written by us. */
  fileNumber: z.string().nullable().default(null),
  documents: z.array(documentSchema).default([]),
  /** What lay here and went to the folder of another run. */
  moved: z.array(z.looseObject({ documentId: z.string(), to: z.string(), at: z.string() })).optional(),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type ManifestDocument = z.infer<typeof documentSchema>;

/** Gives why, when somebody has left something else than a manifest there. */
export function readManifest(bytes: Buffer): Manifest | { readonly unreadable: string } {
  try {
    // Editors on Windows begin a text with a mark.
    const parsed = manifestSchema.safeParse(JSON.parse(bytes.toString('utf8').replace(/^\uFEFF/, '')));
    return parsed.success ? parsed.data : { unreadable: z.prettifyError(parsed.error).replaceAll(/\s+/g, ' ') };
  } catch (error) {
    return { unreadable: String(error) };
  }
}

/** In one order of names, whatever was added: what is read back is compared byte by byte. */
export function writeManifest(manifest: Manifest): Buffer {
  return Buffer.from(`${JSON.stringify(manifestSchema.parse(manifest), null, 2)}\n`);
}
