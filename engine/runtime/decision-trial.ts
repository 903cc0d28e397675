/** Asks a decision of a DMN file without deploying it: what somebody who changes a table wants to know beforehand. */
import { compiledDecisions } from '../compiled/index.js';
import type { DecisionTrial, Engine } from '../contract.js';
import { toJson } from '../feel/index.js';

export async function tryDecision(nowMs: number, ...question: Parameters<Engine['tryDecision']>): Promise<DecisionTrial> {
  const [xml, decisionId, variables] = question;
  const parsed = await compiledDecisions(xml);
  if (parsed.type === 'invalid') return { type: 'invalid', faults: parsed.faults };
  const decision = parsed.model.decisions.find(({ id }) => id === decisionId);
  if (decision === undefined) return { type: 'unknown' };
  const lookup = (name: string): unknown => (Object.hasOwn(variables, name) ? variables[name] : undefined);
  const outcome = decision.evaluate(lookup, { nowMs, random: Math.random });
  if (outcome.type === 'failure') return { type: 'failure', reason: outcome.reason };
  return {
    type: 'value',
    value: plain(outcome.value),
    evaluated: outcome.evaluated.map(({ id, matchedRuleIds, output }) => ({ id, matchedRuleIds, output: plain(output) })),
  };
}

/** As a step would store it: a date becomes its text. */
function plain(value: unknown): unknown {
  return JSON.parse(toJson(value));
}
