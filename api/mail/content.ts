/** What of a mail goes where: its words into a note, its attachments into documents within the limits, and what fits nowhere is said. */
import { createHash } from 'node:crypto';
import type { ReceivedMail } from '../../workers/index.js';
import type { Transaction } from '../database.js';
import { addDocument } from '../documents/add.js';
import { MAIL_ACTOR } from '../messages/post.js';

/** As the api's own limit of a contact's note. */
const NOTE_LENGTH = 10_000;
const MOST_DOCUMENTS = 20;
const NAME_LENGTH = 255;

interface MailFile {
  readonly name: string;
  readonly mediaType: string;
  readonly content: Buffer;
}

export interface MailContent {
  readonly note: string;
  readonly files: readonly MailFile[];
}

interface Source {
  readonly source: Buffer;
  /** False: it was too long, this is its beginning. */
  readonly isWhole: boolean;
}

/** `mail` undefined: it couldn't be read. What is cut or left out is there in the mail itself, which is kept beside then. */
export function contentOf(mail: ReceivedMail | undefined, { source, isWhole }: Source, maxBytes: number): MailContent {
  const fits = ({ content }: MailFile): boolean => content.length > 0 && content.length <= maxBytes;
  const fitting = (mail?.attachments ?? []).filter(fits).slice(0, MOST_DOCUMENTS);
  const leftOut = (mail?.attachments ?? []).filter((file) => file.content.length > 0 && !fitting.includes(file));
  const words = mail === undefined ? 'Tej wiadomości nie udało się odczytać. Jest w dokumentach sprawy.' : wordsOf(mail);
  const remarks = [
    ...leftOut.map(({ name }) => `[Załącznik „${name}” nie mieści się w limicie; został w skrzynce pocztowej.]`),
    ...(isWhole ? [] : ['[Wiadomość jest za duża i została odczytana tylko w części; całość jest w skrzynce pocztowej.]']),
  ].join('\n');
  const room = NOTE_LENGTH - remarks.length - 100;
  const isCut = words.length > room;
  const note = [isCut ? `${words.slice(0, room).toWellFormed()} […]` : words, remarks].filter((part) => part !== '').join('\n\n');
  const original = { name: 'wiadomosc.eml', mediaType: 'message/rfc822', content: source };
  const files = (mail === undefined || isCut) && fits(original) ? [...fitting, original] : fitting;
  return { note: note.slice(0, NOTE_LENGTH), files };
}

function wordsOf({ subject, text }: ReceivedMail): string {
  const words = [subject.trim(), text.trim()].filter((part) => part !== '').join('\n\n');
  return words === '' ? 'Wiadomość bez treści.' : words;
}

export async function addFiles(on: Transaction, caseId: string, files: readonly MailFile[], atMs: number): Promise<void> {
  for (const { name, mediaType, content } of files) {
    const checksum = createHash('sha256').update(content).digest();
    await addDocument(on, caseId, { name: name.slice(0, NAME_LENGTH), mediaType, content, checksum, by: MAIL_ACTOR }, atMs);
  }
}
