/** Owns the decisions of a DMN file: their logic, which decisions they require, and their evaluation in that order. */
import type { ModdleDecision, ModdleElement, ModdleReference, ModdleTable, ModdleText } from 'dmn-moddle';
import type { FeelEnv, Lookup } from '../feel/index.js';
import { CellCompiler } from './cell.js';
import type { Decision, DecisionLogic, DecisionOutcome, EvaluatedDecision, ParsedDecisions } from './decision.js';
import { decisionTable } from './decision-table.js';
import { longIdFault, shortened } from './id-length.js';
import { readXml } from './read-xml.js';

interface Node {
  readonly id: string;
  readonly name: string;
  /** The name under which decisions that require this one read its result. */
  readonly resultName: string;
  readonly requiredIds: readonly string[];
  readonly logic: DecisionLogic;
}

export async function parseDecisions(xml: string): Promise<ParsedDecisions> {
  const read = await readXml(xml);
  if (read.type === 'invalid') return read;
  const { definitions } = read;
  const elements = definitions.drgElement ?? [];
  const decisions = elements.filter(isDecision);
  const cells = new CellCompiler(elements.flatMap((element) => [element.name ?? '', resultNameOf(element)]).filter((name) => name !== ''));
  for (const element of definitions.import ?? [])
    cells.fault(element.id ?? definitions.id, 'Expected one self-contained DMN file, but it imports another');
  if (decisions.length === 0) cells.fault(definitions.id, 'Expected at least one decision, but found none');
  const nodes = new Map<string, Node>();
  const known = new Set(elements.map(({ id }) => id));
  for (const decision of decisions) {
    const node = nodeOf(decision, known, cells);
    if (node !== undefined) nodes.set(node.id, node);
  }
  for (const id of cyclic(nodes)) cells.fault(id, 'Expected decisions that do not require themselves, but this one does');
  if (cells.faults.length > 0) return { type: 'invalid', faults: cells.faults };
  return {
    type: 'model',
    model: {
      id: definitions.id ?? '',
      name: definitions.name ?? '',
      namespace: definitions.namespace ?? '',
      decisions: [...nodes.values()].map((node) => decisionOf(node, nodes)),
    },
  };
}

function isDecision(element: ModdleElement): element is ModdleDecision {
  return element.$type === 'dmn:Decision';
}

/** Under its variable's name, or else its id, as in Zeebe; not under the decision's own name. */
function resultNameOf(element: ModdleElement & { readonly variable?: ModdleElement }): string {
  return element.variable?.name ?? element.id ?? '';
}

function nodeOf(decision: ModdleDecision, known: ReadonlySet<string | undefined>, cells: CellCompiler): Node | undefined {
  const { id } = decision;
  if (id === undefined || id === '') return cells.fault('', `Expected an id for decision '${decision.name ?? ''}'`);
  const long = longIdFault(id);
  if (long !== undefined) return cells.fault(shortened(id), long);
  for (const requirement of decision.knowledgeRequirement ?? []) {
    cells.fault(
      requirement.id ?? id,
      'Expected no knowledge requirement: business knowledge models are not supported, write the expression into the decision',
    );
  }
  const requiredIds: string[] = [];
  for (const { id: requirementId, requiredDecision, requiredInput } of decision.informationRequirement ?? []) {
    const target = localId(requiredDecision) ?? localId(requiredInput);
    if (target === undefined || !known.has(target)) {
      cells.fault(
        requirementId ?? id,
        `Expected a decision or input of this file, but found '${(requiredDecision ?? requiredInput)?.href ?? ''}'`,
      );
    } else if (requiredDecision !== undefined) {
      requiredIds.push(target);
    }
  }
  const logic = logicOf(decision, cells);
  return logic && { id, name: decision.name ?? id, resultName: resultNameOf(decision), requiredIds, logic };
}

function localId(reference: ModdleReference | undefined): string | undefined {
  return reference?.href?.startsWith('#') ? reference.href.slice(1) : undefined;
}

function logicOf(decision: ModdleDecision, cells: CellCompiler): DecisionLogic | undefined {
  const logic = decision.decisionLogic;
  switch (logic?.$type) {
    case 'dmn:DecisionTable':
      return decisionTable(logic as ModdleTable, cells);
    case 'dmn:LiteralExpression': {
      const expression = cells.expression(logic as ModdleText, decision.id);
      return (
        expression && {
          kind: 'literal-expression',
          names: expression.names,
          evaluate: (lookup, env) => {
            const outcome = expression.evaluate(lookup, env);
            return outcome.type === 'failure' ? outcome : { ...outcome, matchedRuleIds: [] };
          },
        }
      );
    }
    default: {
      const found = logic === undefined ? 'none' : logic.$type.replace('dmn:', '');
      return cells.fault(logic?.id ?? decision.id, `Expected a decision table or a literal expression, but found ${found}`);
    }
  }
}

function cyclic(nodes: ReadonlyMap<string, Node>): readonly string[] {
  return [...nodes.keys()].filter((id) => {
    const seen = new Set<string>();
    const open = [...(nodes.get(id)?.requiredIds ?? [])];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(...(nodes.get(next)?.requiredIds ?? []));
    }
    return seen.has(id);
  });
}

/** Required decisions first, each once, then the decision itself. */
function inOrder(node: Node, nodes: ReadonlyMap<string, Node>, order = new Set<Node>()): ReadonlySet<Node> {
  for (const id of node.requiredIds) {
    const required = nodes.get(id);
    if (required !== undefined && !order.has(required)) inOrder(required, nodes, order);
  }
  return order.add(node);
}

function decisionOf(node: Node, nodes: ReadonlyMap<string, Node>): Decision {
  const order = [...inOrder(node, nodes)];
  const names = order.flatMap((step) => {
    const given = new Set(step.requiredIds.map((id) => nodes.get(id)?.resultName));
    return step.logic.names.filter((name) => !given.has(name));
  });
  return {
    id: node.id,
    name: node.name,
    requiredIds: node.requiredIds,
    names: [...new Set(names)],
    evaluate: (lookup, env) => evaluate(order, nodes, lookup, env),
  };
}

function evaluate(order: readonly Node[], nodes: ReadonlyMap<string, Node>, lookup: Lookup, env: FeelEnv): DecisionOutcome {
  const results = new Map<string, unknown>();
  const evaluated: EvaluatedDecision[] = [];
  for (const { id, name, requiredIds, logic } of order) {
    const given = new Map(requiredIds.map((required) => [nodes.get(required)?.resultName ?? required, results.get(required)]));
    const outcome = logic.evaluate((variable) => (given.has(variable) ? given.get(variable) : lookup(variable)), env);
    if (outcome.type === 'failure') {
      const asked = order.at(-1)?.id ?? id;
      return { type: 'failure', reason: `Expected to evaluate decision '${asked}', but ${outcome.reason}`, failedDecisionId: id };
    }
    results.set(id, outcome.value);
    evaluated.push({ id, name, kind: logic.kind, matchedRuleIds: outcome.matchedRuleIds, output: outcome.value });
  }
  return { type: 'value', value: evaluated.at(-1)?.output ?? null, evaluated };
}
