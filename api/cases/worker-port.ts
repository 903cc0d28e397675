/** The case port of the workers (workers/ports.ts) on the api's own tables. Assembles; the rules are in the files beside it. */
import { randomUUID } from 'node:crypto';
import { type CaseFacts, type CasePort, CasePortError, type ReplyChannel } from '../../workers/ports.js';
import { holderOf } from '../alerts/recipients.js';
import { iso, later, row, type Transaction } from '../database.js';
import { plan } from '../dates/planned.js';
import { datesPort } from '../dates/port.js';
import { tellDates } from '../dates/tell.js';
import { sendToFile } from '../documents/to-file.js';
import { record } from '../history/journal.js';
import type { CaseServices } from '../services.js';
import { isKnown, propose } from './classify.js';
import { closeCase } from './closing.js';
import { findRun, noCase, once } from './effects.js';
import { CASE_COLUMNS, type CaseRow } from './lookup.js';
import { enterTier } from './visits.js';

export function createCasePort(api: CaseServices): CasePort {
  return {
    facts: (caseRun) => facts(api, caseRun),

    classify: ({ key, caseRun, classification }) =>
      once(api, key, caseRun, async ({ on, theCase, atMs, actor }) => {
        if (classification !== '' && (await isKnown(on, classification))) return classification;
        const proposed = await propose(on, theCase.id);
        if (proposed !== '') {
          later(on, 'UPDATE case_file SET classification = :proposed WHERE id = :id', { proposed, id: theCase.id });
          await record(on, { caseId: theCase.id, atMs, actor, act: 'case.classified', facts: { before: classification, after: proposed } });
        }
        return proposed;
      }),

    ...datesPort(api),

    enterTier: ({ key, caseRun, ...asked }) => once(api, key, caseRun, (effect) => enterTier(api, effect, asked)),

    noteContact: ({ key, caseRun, contactId }) =>
      once(api, key, caseRun, async ({ on, theCase, atMs, actor }) => {
        const contact = await row(on, 'SELECT 1 FROM contact WHERE id = CAST(:contactId AS uuid) AND case_id = :caseId', {
          contactId: /^[0-9a-f-]{36}$/.test(contactId) ? contactId : '00000000-0000-0000-0000-000000000000',
          caseId: theCase.id,
        });
        if (contact === undefined)
          throw new CasePortError('CONTACT_NOT_FOUND', `Expected a contact of case ${theCase.number}, but it has no ${contactId}.`);
        const recipients = await holderOf(on, theCase);
        await record(on, {
          caseId: theCase.id,
          atMs,
          actor,
          act: 'contact.noted',
          facts: { contactId, told: recipients.map((one) => one.login) },
        });
        return { recipients };
      }),

    noteDuplicate: async ({ key, caseRun, originalNumber }) => {
      const original =
        originalNumber === null
          ? undefined
          : await row<{ id: string; number: string }>(api.db, 'SELECT id, number FROM case_file WHERE number = :originalNumber', {
              originalNumber,
            });
      await once(
        api,
        key,
        caseRun,
        async ({ on, theCase, atMs, actor }) => {
          later(on, 'UPDATE case_file SET original_number = :number WHERE id = :id', { number: originalNumber, id: theCase.id });
          await record(on, {
            caseId: theCase.id,
            atMs,
            actor,
            act: 'case.duplicate',
            facts: { originalNumber, known: original !== undefined },
          });
          if (original === undefined || original.id === theCase.id) return null;
          await copyContact(on, theCase, original.id);
          await record(on, { caseId: original.id, atMs, actor, act: 'contact.from-duplicate', facts: { duplicateNumber: theCase.number } });
          return null;
        },
        original === undefined ? [] : [original.id],
      );
    },

    note: async ({ key, caseRun, act, facts: noted }) => {
      await once(api, key, caseRun, async ({ on, theCase, atMs, actor }) => {
        await record(on, { caseId: theCase.id, atMs, actor, act, facts: noted });
        return null;
      });
    },

    close: ({ key, caseRun, ...asked }) => once(api, key, caseRun, (effect) => closeCase(effect, asked)),

    planDate: async ({ key, caseRun, plannedAt }) => {
      await once(api, key, caseRun, async ({ on, theCase, atMs }) => {
        await plan(on, { caseId: theCase.id, key, plannedAt, atMs });
        return null;
      });
    },

    linkRecord: async ({ key, caseRun, system, recordId, state }) => {
      await once(api, key, caseRun, async ({ on, theCase, run: of, atMs, actor }) => {
        later(
          on,
          `INSERT INTO case_link (case_id, run, system, record_id, state, at) VALUES (:caseId, :run, :system, :recordId, :state, :at)
           ON CONFLICT (case_id, run, system) DO UPDATE SET record_id = excluded.record_id, state = excluded.state, at = excluded.at`,
          { caseId: theCase.id, run: of.run, system, recordId, state, at: new Date(atMs) },
        );
        await record(on, { caseId: theCase.id, atMs, actor, act: `${system}.linked`, facts: { recordId, state } });
        if (system === 'dms' && state === 'open') await sendToFile(on, theCase.id, atMs);
        // They may have moved since the record's effect was written with them.
        if (system === 'crm') tellDates(on, theCase.id, atMs);
        return null;
      });
    },

    linkedRecord: async (caseRun, system) => {
      const { theCase, run: of } = await findRun(api.db, caseRun);
      const found = await row<{ record_id: string; state: string }>(
        api.db,
        'SELECT record_id, state FROM case_link WHERE case_id = :caseId AND run = :run AND system = :system',
        { caseId: theCase.id, run: of.run, system },
      );
      return found === undefined ? undefined : { recordId: found.record_id, state: found.state };
    },
  };
}

async function facts(api: CaseServices, caseRun: string): Promise<CaseFacts> {
  const theCase = await row<CaseRow & { classification_name: string | null; resident: CaseFacts['resident'] }>(
    api.db,
    `SELECT ${CASE_COLUMNS}, k.name AS classification_name,
            CASE WHEN p.id IS NOT NULL THEN
              json_build_object('id', p.id, 'name', p.name, 'email', p.email, 'phone', p.phone, 'postalAddress', p.postal_address) END AS resident
       FROM case_run r JOIN case_file c ON c.id = r.case_id
       LEFT JOIN classification k ON k.code = c.classification
       LEFT JOIN resident p ON p.id = c.resident_id AND p.erased_at IS NULL
      WHERE r.case_run = :caseRun`,
    { caseRun },
  );
  if (theCase === undefined) throw noCase(caseRun);
  const name = theCase.classification_name ?? theCase.classification;
  return {
    caseNumber: theCase.number,
    caseRun,
    caseType: theCase.case_type,
    title: name,
    classification: { code: theCase.classification, name },
    department: theCase.department,
    channel: theCase.channel,
    replyChannel: theCase.reply_channel as ReplyChannel,
    resident: theCase.resident,
    tier: theCase.tier,
    assignee: theCase.assignee,
    promiseAt: iso(theCase.promise_at),
    statutoryAt: iso(theCase.statutory_at),
    plannedAt: iso(theCase.planned_at),
    outcomeCode: theCase.outcome_code,
    closingText: theCase.closing_text,
    registeredAt: theCase.registered_at.toISOString(),
    closedAt: iso(theCase.closed_at),
  };
}

async function copyContact(on: Transaction, from: CaseRow, toCaseId: string): Promise<void> {
  later(
    on,
    `INSERT INTO contact (id, case_id, resident_id, channel, entry_point, direction, note, at, taken_by)
     SELECT :id, :toCaseId, resident_id, channel, entry_point, direction, note, at, taken_by FROM contact
      WHERE case_id = :fromCaseId ORDER BY at LIMIT 1`,
    { id: randomUUID(), toCaseId, fromCaseId: from.id },
  );
}
