/** A table of codes against what the two sides know: what it leaves out, what it says that the other side hasn't. */
import { z } from 'zod';
import { CODE_KINDS, type CodeKind } from '../../workers/index.js';
import type { RecordSystem } from '../../workers/ports.js';
import type { Services } from '../services.js';
import { modelSays, NO_CODE, type OurCodes, ourCodes } from './our-codes.js';
import { type KnownCodes, knownCodes } from './peer-codes.js';
import type { TableKey } from './tables.js';

const kind = z.enum(CODE_KINDS);
const code = z.string();

export const findingSchema = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('unreadable'), reason: z.string() }),
    z.object({ type: z.literal('takes-anything'), kind }),
    z.object({ type: z.literal('unmapped'), kind, code }),
    z.object({ type: z.literal('unknown-there'), kind, code, answer: code }),
    z.object({ type: z.literal('unknown-here'), kind, code, answer: code }),
    z.object({ type: z.literal('unused'), kind, code }),
    z.object({ type: z.literal('no-list'), kind }),
    z.object({ type: z.literal('silent'), reason: z.string() }),
    z.object({ type: z.literal('model-decides') }),
  ])
  .meta({
    id: 'CodeFinding',
    description:
      '`unreadable`, `takes-anything` (a rule without a condition is a default) and `unknown-here` (its answer is no code of ours) stand in the way of publishing. `unmapped`: held when it comes. `unknown-there`: the system will refuse it. `unused`: the system has it, nothing of ours becomes it. `no-list`: nobody knows its codes. `silent`: it did not answer. `model-decides`: the published model gives the system’s code by itself.',
  });
export type Finding = z.infer<typeof findingSchema>;

export const BLOCKING: ReadonlySet<Finding['type']> = new Set(['unreadable', 'takes-anything', 'unknown-here']);

/** Of a file's results the DMS hears, of its states it makes its own. */
export function kindsOf(system: RecordSystem): readonly CodeKind[] {
  return system === 'crm' ? CODE_KINDS : ['outcome'];
}

export async function checkTable(api: Services, key: TableKey, xml: string): Promise<readonly Finding[]> {
  const reason = await api.codes.faultOf(xml);
  if (reason !== undefined) return [{ type: 'unreadable', reason }];
  const [ours, known] = await Promise.all([ourCodes(api), knownCodes(api, key.system)]);
  const findings: Finding[] = [];
  for (const one of kindsOf(key.system)) {
    if ((await api.codes.answerOf(xml, { kind: one, code: NO_CODE })) !== undefined) findings.push({ type: 'takes-anything', kind: one });
    else findings.push(...(await (key.direction === 'outward' ? outward : inward)(api, xml, one, ours[one], known)));
  }
  if (known.silent !== null) findings.push({ type: 'silent', reason: known.silent });
  if (key.direction === 'outward' && (await modelSays(api, key.system))) findings.push({ type: 'model-decides' });
  return findings;
}

type Check = (api: Services, xml: string, kind: CodeKind, ours: OurCodes, known: KnownCodes) => Promise<readonly Finding[]>;

const outward: Check = async (api, xml, kind, { told }, known) => {
  const theirs = known[kind].codes;
  const findings: Finding[] = [];
  const used = new Set<string>();
  for (const code of told) {
    const answer = await api.codes.answerOf(xml, { kind, code });
    if (answer === undefined) findings.push({ type: 'unmapped', kind, code });
    else if (theirs !== null && !theirs.includes(answer)) findings.push({ type: 'unknown-there', kind, code, answer });
    if (answer !== undefined) used.add(answer);
  }
  if (theirs === null) findings.push({ type: 'no-list', kind });
  // A CRM has statuses that are its own people's; of outcomes each should be said by somebody.
  else if (kind === 'outcome')
    findings.push(...theirs.filter((code) => !used.has(code)).map((code) => ({ type: 'unused', kind, code }) as const));
  return findings;
};

const inward: Check = async (api, xml, kind, { meant }, known) => {
  const theirs = known[kind].codes;
  if (theirs === null) return [{ type: 'no-list', kind }];
  const findings: Finding[] = [];
  for (const code of theirs) {
    const answer = await api.codes.answerOf(xml, { kind, code });
    if (answer === undefined) findings.push({ type: 'unmapped', kind, code });
    else if (!meant.includes(answer)) findings.push({ type: 'unknown-here', kind, code, answer });
  }
  return findings;
};
