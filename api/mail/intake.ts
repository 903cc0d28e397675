/** A mail that is about no case becomes one: taken by nobody, so its model sends it where written contacts go. */
import type { ReceivedMail } from '../../workers/index.js';
import { type RegisteredCase, registerCase } from '../cases/register.js';
import { row, rows, type Statements, type Transaction } from '../database.js';
import { addResident } from '../residents/residents.js';
import type { Services } from '../services.js';

/** For a matter of which nothing is known yet. */
const CASE_TYPE = 'resident-matter';
const NAME_LENGTH = 200;
const ADDRESS_LENGTH = 200;

export async function caseFromMail(
  api: Services,
  on: Transaction,
  number: string,
  { from, note }: { readonly from: ReceivedMail['from']; readonly note: string },
): Promise<RegisteredCase> {
  const resident = from === null || from.address.length > ADDRESS_LENGTH ? null : await residentOf(api, on, from);
  return registerCase(api, on, number, {
    caseType: await caseType(api, on),
    classification: '',
    department: null,
    residentId: resident,
    replyChannel: resident === null ? 'none' : 'mail',
    place: null,
    channel: 'mail',
    entryPoint: null,
    entryTier: null,
    note,
    registeredBy: null,
  });
}

/** The city may have drawn its own instead. */
async function caseType(api: Services, on: Statements): Promise<string> {
  const found = await row<{ process_id: string }>(
    on,
    'SELECT process_id FROM model WHERE engine = :engine AND startable ORDER BY process_id <> :usual, process_id LIMIT 1',
    { engine: api.engine.name, usual: CASE_TYPE },
  );
  if (found === undefined)
    throw new Error('Expected a published case type for a new mail, but there is none. Publish one; the mail waits.');
  return found.process_id;
}

/** The one resident with this address. Several share it: a new row, which the page of residents shows beside them as likely the same. */
async function residentOf(api: Services, on: Transaction, from: NonNullable<ReceivedMail['from']>): Promise<string> {
  const known = await rows<{ id: string }>(
    on,
    'SELECT id FROM resident WHERE lower(email) = lower(:address) AND erased_at IS NULL AND merged_into IS NULL LIMIT 2',
    { address: from.address },
  );
  if (known.length === 1 && known[0] !== undefined) return known[0].id;
  const name = from.name.trim().slice(0, NAME_LENGTH) || from.address;
  const added = await addResident(
    on,
    { kind: 'person', name, email: from.address, phone: null, postalAddress: null, replyChannel: 'mail', verification: 'none' },
    api.clock.now(),
  );
  return added.id;
}
