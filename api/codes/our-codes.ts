/** The codes of ours that a table has to know: the status that is told, and the outcomes that the published models close a case with. */
import { type CodeKind, OPEN, RESOLVED } from '../../workers/index.js';
import { CASE_STATUSES } from '../cases/codes.js';
import { newestPart } from '../models/parts.js';
import type { Services } from '../services.js';

/** The decision behind the outcomes (processes/README.md). */
const OUTCOMES = 'outcomes';

export interface OurCodes {
  /** What is told to others. */
  readonly told: readonly string[];
  /** What a code of theirs may mean. */
  readonly meant: readonly string[];
}

export async function ourCodes(api: Services): Promise<Readonly<Record<CodeKind, OurCodes>>> {
  const outcomes = await publishedOutcomes(api);
  return { status: { told: [OPEN, RESOLVED], meant: CASE_STATUSES }, outcome: { told: outcomes, meant: outcomes } };
}

/** Every text of the file that its decision takes for an outcome: whoever draws a table writes them as literals. */
async function publishedOutcomes(api: Services): Promise<readonly string[]> {
  const part = await newestPart(api, 'decisions', OUTCOMES);
  if (part === undefined) return [];
  const literals = new Set([...part.content.matchAll(/(?:&quot;|")([a-z0-9][a-z0-9-]{0,60})(?:&quot;|")/g)].map(([, text = '']) => text));
  const found: string[] = [];
  for (const literal of literals) {
    const trial = await api.engine.tryDecision({ xml: part.content, decisionId: OUTCOMES, variables: { outcome: literal } });
    const said = trial.type === 'value' ? (trial.value as { readonly code?: unknown } | null)?.code : undefined;
    if (said === literal && literal !== 'unknown') found.push(literal);
  }
  return found;
}

/** Whether the published models put outcomes into that system's codes by themselves: then these count. */
export async function modelSays(api: Services, system: 'crm' | 'dms'): Promise<boolean> {
  const part = await newestPart(api, 'decisions', OUTCOMES);
  return part !== undefined && new RegExp(`<(?:\\w+:)?output\\b[^>]*\\bname="${system}Code"`).test(part.content);
}

/** No code, whoever has made it up. */
export const NO_CODE = 'okienko: no such code';
