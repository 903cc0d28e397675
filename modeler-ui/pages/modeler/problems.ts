/** What is wrong with a draft, as sentences that know their element: the rules of good drawing, and what would be refused at publishing. */
import { Linter, type RuleFactory } from 'bpmnlint';
import conditionalFlows from 'bpmnlint/rules/conditional-flows';
import endEventRequired from 'bpmnlint/rules/end-event-required';
import fakeJoin from 'bpmnlint/rules/fake-join';
import labelRequired from 'bpmnlint/rules/label-required';
import noDisconnected from 'bpmnlint/rules/no-disconnected';
import noDuplicateFlows from 'bpmnlint/rules/no-duplicate-sequence-flows';
import noGatewayJoinFork from 'bpmnlint/rules/no-gateway-join-fork';
import startEventRequired from 'bpmnlint/rules/start-event-required';
import superfluousGateway from 'bpmnlint/rules/superfluous-gateway';
import { call } from '../../api/call.js';
import type { FormFault } from '../../forms/schema.js';
import type { ModelElement } from './diagram.js';
import { meetsTwice } from './joins.js';
import type { PartKind } from './parts/part-acts.js';
import type { Draft } from './queries.js';

const RULES = {
  'conditional-flows': conditionalFlows,
  'end-event-required': endEventRequired,
  'fake-join': fakeJoin,
  'label-required': labelRequired,
  'no-disconnected': noDisconnected,
  'no-duplicate-sequence-flows': noDuplicateFlows,
  'no-gateway-join-fork': noGatewayJoinFork,
  'start-event-required': startEventRequired,
  'superfluous-gateway': superfluousGateway,
} as const satisfies Readonly<Record<string, RuleFactory>>;
export type Rule = keyof typeof RULES;

export type Problem =
  /** Publishing would be refused; the reason in the engine's words. */
  | { readonly type: 'refused'; readonly elementId: string; readonly reason: string; readonly resourceName: string }
  /** The desk couldn't show a form as it is. */
  | { readonly type: 'form'; readonly elementId: string; readonly resourceName: string; readonly fault: FormFault }
  /** A step names a form or a decision that nobody has published and the draft doesn't have. */
  | { readonly type: 'missing'; readonly elementId: string; readonly what: PartKind; readonly id: string }
  | { readonly type: 'advice'; readonly elementId: string; readonly rule: Rule };

const resolver = {
  resolveRule: (_: string, name: string) => RULES[name as Rule],
  resolveConfig: (): never => {
    throw new Error('Expected rules by name, but got a configuration of rules');
  },
};
const CONFIG = { rules: Object.fromEntries(Object.keys(RULES).map((name) => [name, 'warn'])) };

export async function adviceOn(definitions: ModelElement): Promise<readonly Problem[]> {
  // Some rules remember what they saw: each look needs new ones.
  const reports = await new Linter({ resolver }).lint(definitions, CONFIG);
  return Object.entries(reports).flatMap(([rule, found]) =>
    // A rule that stumbles over a drawing it doesn't know has nothing to say of it.
    found
      .filter(({ category, id }) => category !== 'rule-error' && id !== undefined)
      // The rule names every step that several ways lead to. Most models go back to a step, or come to it by one way or another.
      .filter(({ id = '' }) => rule !== 'fake-join' || meetsTwice(definitions, id))
      .map(({ id = '' }) => ({
        type: 'advice' as const,
        elementId: id,
        rule: rule as Rule,
      })),
  );
}

/** `resourceName` of what is wrong in the diagram itself. */
export const DIAGRAM = 'draft.bpmn';

export async function refusalsOf(xml: string, parts: Draft['parts']): Promise<readonly Problem[]> {
  const { faults } = await call('POST /api/v1/drafts/check', { body: { xml, parts } });
  return faults.map((fault) => ({ type: 'refused', ...fault }));
}
