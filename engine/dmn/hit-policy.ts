/** Owns how the outputs of the matching rules become the result of a decision table. */
import { addDecimals, toJson } from '../feel/index.js';

export type Aggregator = 'SUM' | 'MIN' | 'MAX' | 'COUNT';

export type HitPolicy =
  | { readonly type: 'UNIQUE' | 'FIRST' | 'ANY' | 'RULE ORDER' }
  | { readonly type: 'COLLECT'; readonly aggregator: Aggregator | null }
  /** `ranks`: how early an output stands in the output values, compared column by column; smaller wins. */
  | { readonly type: 'PRIORITY' | 'OUTPUT ORDER'; readonly ranks: (outputs: readonly unknown[]) => readonly number[] };

/** A matching rule: its output entries by column, and their result (a bare value, or a context of several columns). */
export interface Match {
  readonly ruleId: string;
  readonly outputs: readonly unknown[];
  readonly result: unknown;
}

export type Hit =
  | { readonly type: 'value'; readonly value: unknown; readonly matchedRuleIds: readonly string[] }
  | { readonly type: 'failure'; readonly reason: string };

/** `matches` in the order of the rules; none gives null. */
export function applyHitPolicy(policy: HitPolicy, matches: readonly Match[]): Hit {
  const [first] = matches;
  if (first === undefined) return { type: 'value', value: null, matchedRuleIds: [] };
  const ids = matches.map(({ ruleId }) => ruleId);
  switch (policy.type) {
    case 'UNIQUE':
      if (matches.length > 1) return failure(`multiple values aren't allowed for UNIQUE hit policy. found: rules ${ids.join(', ')}`);
      return { type: 'value', value: first.result, matchedRuleIds: ids };
    case 'FIRST':
      return { type: 'value', value: first.result, matchedRuleIds: [first.ruleId] };
    case 'ANY': {
      const texts = new Set(matches.map(({ result }) => toJson(result)));
      if (texts.size > 1) return failure(`different values aren't allowed for ANY hit policy. found: ${[...texts].join(', ')}`);
      return { type: 'value', value: first.result, matchedRuleIds: ids };
    }
    case 'RULE ORDER':
      return { type: 'value', value: matches.map(({ result }) => result), matchedRuleIds: ids };
    case 'COLLECT':
      return collect(policy.aggregator, matches, ids);
    case 'PRIORITY':
    case 'OUTPUT ORDER': {
      const sorted = matches
        .map(({ result, outputs }) => ({ result, ranks: policy.ranks(outputs) }))
        .sort((a, b) => byRank(a.ranks, b.ranks));
      const results = sorted.map(({ result }) => result);
      return { type: 'value', value: policy.type === 'PRIORITY' ? (results[0] ?? null) : results, matchedRuleIds: ids };
    }
  }
}

function collect(aggregator: Aggregator | null, matches: readonly Match[], matchedRuleIds: readonly string[]): Hit {
  const results = matches.map(({ result }) => result);
  if (aggregator === null) return { type: 'value', value: results, matchedRuleIds };
  if (aggregator === 'COUNT') return { type: 'value', value: results.length, matchedRuleIds };
  if (!results.every((result) => typeof result === 'number')) {
    return failure(`${aggregator} expected numbers, but found ${toJson(results)}`);
  }
  return { type: 'value', value: aggregate(aggregator, results), matchedRuleIds };
}

function aggregate(aggregator: 'SUM' | 'MIN' | 'MAX', numbers: readonly number[]): number {
  switch (aggregator) {
    case 'SUM':
      return numbers.reduce(addDecimals);
    case 'MIN':
      return Math.min(...numbers);
    case 'MAX':
      return Math.max(...numbers);
  }
}

function byRank(a: readonly number[], b: readonly number[]): number {
  for (const [column, rank] of a.entries()) {
    const difference = rank - (b[column] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

function failure(reason: string): Hit {
  return { type: 'failure', reason };
}
