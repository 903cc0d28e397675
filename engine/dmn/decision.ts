/** Owns the words of the DMN interface: a model of decisions, what evaluating one answers, and why a model is refused. */
import type { FeelEnv, Lookup } from '../feel/index.js';

export interface DmnFault {
  readonly elementId: string;
  readonly reason: string;
}

export interface EvaluatedDecision {
  readonly id: string;
  readonly name: string;
  readonly kind: 'decision-table' | 'literal-expression';
  readonly matchedRuleIds: readonly string[];
  readonly output: unknown;
}

export type DecisionOutcome =
  /** `evaluated`: the required decisions first, the asked one last. */
  | { readonly type: 'value'; readonly value: unknown; readonly evaluated: readonly EvaluatedDecision[] }
  | { readonly type: 'failure'; readonly reason: string; readonly failedDecisionId: string };

export interface Decision {
  readonly id: string;
  readonly name: string;
  readonly requiredIds: readonly string[];
  /** The variables that it and the decisions it requires read. */
  readonly names: readonly string[];
  evaluate(lookup: Lookup, env: FeelEnv): DecisionOutcome;
}

export interface DecisionModel {
  readonly id: string;
  readonly name: string;
  readonly namespace: string;
  readonly decisions: readonly Decision[];
}

export type ParsedDecisions =
  | { readonly type: 'model'; readonly model: DecisionModel }
  | { readonly type: 'invalid'; readonly faults: readonly DmnFault[] };

/** The logic of one decision, without those it requires. */
export interface DecisionLogic {
  readonly kind: EvaluatedDecision['kind'];
  readonly names: readonly string[];
  evaluate(lookup: Lookup, env: FeelEnv): LogicOutcome;
}

export type LogicOutcome =
  | { readonly type: 'value'; readonly value: unknown; readonly matchedRuleIds: readonly string[] }
  | { readonly type: 'failure'; readonly reason: string };
