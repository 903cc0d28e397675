/** A DMS that can be told and tells: its files, and what a case's timeline has of them. */
import type { Delivery, RemotePeer } from '../../../workers/outbox/peer.js';
import { secretOf, type Told } from './hooks.js';
import { accepted } from './pothole.js';
import type { Stack } from './stack.js';

export const DMS = secretOf('d');

export const dms: RemotePeer = { type: 'remote', deliver: async (effect) => madeOf(effect.effectKey, effect.action) };
const made = new Map<string, number>();
function madeOf(effectKey: string, action: string): Delivery {
  if (action !== 'open') return { type: 'delivered' };
  const number = made.get(effectKey) ?? made.size + 1;
  made.set(effectKey, number);
  return { type: 'delivered', recordId: `file-${number}`, recordNumber: `DGK/${number}` };
}

/** A case with the department, and its file's id in the DMS. */
export async function filed(on: Stack): Promise<{ readonly number: string; readonly file: string }> {
  const number = await accepted(on);
  const [file] = await on.rows<{ id: string }>(`SELECT record_id AS id FROM external_record WHERE system = 'dms' AND case_number = $1`, [
    number,
  ]);
  return { number, file: file?.id ?? '' };
}

interface Line {
  readonly act: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

export async function linesOf(on: Stack, number: string, part: string): Promise<readonly Line[]> {
  const { body } = await (await on.as('lena')).get<Line[]>(`/api/v1/cases/${number}/timeline`);
  return body.filter(({ act }) => act.startsWith(part));
}

export function closed(recordId: string, outcome: string, more: Partial<Told> = {}): Told {
  return { type: 'pl.okienko.record.closed', data: { recordId, outcome }, ...more };
}
