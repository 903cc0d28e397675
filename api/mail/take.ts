/**
 * Takes a mail: a contact of the case that it is about, else a new case; news of our letters and automatic answers are neither. Each
 * mail is taken once, known by the digest of its bytes, in one transaction with what it became.
 */
import { createHash } from 'node:crypto';
import { type ReceivedMail, readMail } from '../../workers/index.js';
import { nextCaseNumber } from '../cases/register.js';
import { UNKNOWN_CALLER } from '../contacts/caller.js';
import { contactOn } from '../contacts/contacts.js';
import { row, run, type Transaction, transaction } from '../database.js';
import { record } from '../history/journal.js';
import { MAIL_ACTOR } from '../messages/post.js';
import { letterReturned } from '../messages/returned.js';
import { askLine1 } from '../questions/ask-line1.js';
import type { Services } from '../services.js';
import { addFiles, contentOf, type MailContent } from './content.js';
import { caseFromMail } from './intake.js';
import { caseOf, type MatchedCase } from './match.js';

export interface ArrivedMail {
  readonly source: Buffer;
  readonly isWhole: boolean;
}

interface Became {
  readonly became: 'contact' | 'case' | 'returned' | 'automatic';
  readonly caseId?: string | null;
  readonly contactId?: string;
  /** To be published after the commit. */
  readonly messages?: readonly string[];
}

export async function takeMail(api: Services, mailbox: string, arrived: ArrivedMail): Promise<void> {
  const digest = createHash('sha256').update(arrived.source).digest();
  const key = { mailbox, digest };
  if ((await row(api.db, 'SELECT 1 FROM mail_taken WHERE mailbox = :mailbox AND digest = :digest', key)) !== undefined) return;
  const mail = await readMail(arrived.source).catch((error: unknown) => {
    api.log.warn({ err: error, mailbox }, 'a mail could not be read: it becomes a case as it is');
    return undefined;
  });
  const content = contentOf(mail, arrived, api.settings.documentMaxBytes);
  const became = await plan(api, mail, content);
  const done = await transaction(api.db, async (on) => {
    // First: whoever takes it at the same time waits here, and finds it taken.
    const isMine = await run(
      on,
      'INSERT INTO mail_taken (mailbox, digest, taken_at) VALUES (:mailbox, :digest, :at) ON CONFLICT DO NOTHING',
      { ...key, at: new Date(api.clock.now()) },
    );
    if (isMine === 0) return undefined;
    const outcome = await became(on);
    await run(
      on,
      `UPDATE mail_taken SET became = :became, case_id = CAST(:caseId AS uuid), contact_id = CAST(:contactId AS uuid)
        WHERE mailbox = :mailbox AND digest = :digest`,
      { ...key, became: outcome.became, caseId: outcome.caseId ?? null, contactId: outcome.contactId ?? null },
    );
    return outcome;
  });
  for (const message of done?.messages ?? []) await api.publishNow(message);
  if (done?.became === 'case') api.wake.starts();
}

/** What is to be done in the transaction. */
async function plan(api: Services, mail: ReceivedMail | undefined, content: MailContent): Promise<(on: Transaction) => Promise<Became>> {
  const report = mail?.report;
  if (report != null) return (on) => takeReport(api, on, report);
  const theCase = mail === undefined ? undefined : await caseOf(api.db, mail);
  if (mail !== undefined && isAutomatic(api, mail, theCase)) return (on) => noteAutomatic(api, on, theCase);
  if (mail !== undefined && theCase !== undefined) return (on) => takeAsContact(api, on, mail, theCase, content);
  const number = await nextCaseNumber(api);
  return (on) => takeAsCase(api, on, number, mail, content);
}

async function takeReport(api: Services, on: Transaction, report: NonNullable<ReceivedMail['report']>): Promise<Became> {
  if (report.action !== 'failed' || report.messageId === null) return { became: 'automatic' };
  // Of somebody else's mail: then there is no case to tell.
  const told = await letterReturned(on, { letter: { mailId: report.messageId }, reason: report.reason }, api.clock.now());
  return { became: 'returned', caseId: told?.caseId ?? null };
}

/** What programs answer would go round for ever; what they write of their own (another office's notices) is mail like any other. */
function isAutomatic({ settings }: Services, { automatic, from }: ReceivedMail, theCase: MatchedCase | undefined): boolean {
  const own = /[^\s<>]+@[^\s<>]+/.exec(settings.mailFrom ?? '')?.[0].toLowerCase();
  if (own !== undefined && from?.address.toLowerCase() === own) return true;
  return automatic === 'replied' || (automatic === 'generated' && theCase !== undefined);
}

async function noteAutomatic(api: Services, on: Transaction, theCase: MatchedCase | undefined): Promise<Became> {
  if (theCase === undefined) return { became: 'automatic' };
  await record(on, { caseId: theCase.id, atMs: api.clock.now(), actor: MAIL_ACTOR, act: 'mail.automatic', facts: {} });
  return { became: 'automatic', caseId: theCase.id };
}

async function takeAsContact(
  api: Services,
  on: Transaction,
  mail: ReceivedMail,
  theCase: MatchedCase,
  { note, files }: MailContent,
): Promise<Became> {
  const atMs = api.clock.now();
  const isResidents = theCase.byLetter || theCase.resident_email?.toLowerCase() === mail.from?.address.toLowerCase();
  const by = { login: MAIL_ACTOR, caller: UNKNOWN_CALLER, atMs };
  const { id, messages, isOpen } = await contactOn(api, on, theCase, by, {
    channel: 'mail',
    entryPoint: null,
    direction: 'in',
    note,
    // A number in a subject alone ends nobody's wait.
    ...(isResidents ? {} : { answersRequest: false }),
  });
  await addFiles(on, theCase.id, files, atMs);
  if (!isOpen) askLine1(on, theCase.id, { question: AFTER_THE_END, by: MAIL_ACTOR, atMs });
  return { became: 'contact', caseId: theCase.id, contactId: id, messages };
}

const AFTER_THE_END =
  'Do zakończonej sprawy przyszła wiadomość e-mail; jest na osi czasu. Zdecyduj, czy otworzyć sprawę ponownie, i napisz tutaj, co ustalono.';

async function takeAsCase(
  api: Services,
  on: Transaction,
  number: string,
  mail: ReceivedMail | undefined,
  { note, files }: MailContent,
): Promise<Became> {
  const { id, contactId } = await caseFromMail(api, on, number, { from: mail?.from ?? null, note });
  await addFiles(on, id, files, api.clock.now());
  return { became: 'case', caseId: id, contactId };
}
