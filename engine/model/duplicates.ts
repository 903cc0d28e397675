/** Owns the rule that one happening may be caught in one place only: no message name or error code twice among the catchers of a scope. */
import type { Expression } from '../feel/index.js';
import type { ProcessDraft } from './draft.js';
import type { EventDefinition, Node } from './graph.js';
import { isActivity } from './outline.js';

/** Reports each second catcher of the same message or error. */
export function checkDuplicates(draft: ProcessDraft): void {
  for (const { node } of draft.nodes) {
    const inner = node.eventSubProcesses.flatMap(({ startEvents }) => startEvents);
    checkMessages(draft, inner, `an event subprocess of '${node.id}'`);
    checkErrors(draft, inner, `an event subprocess of '${node.id}'`);
    if (node.type === 'process') checkMessages(draft, node.startEvents, 'a start event of the process');
    if (node.type === 'eventBasedGateway') {
      const targets = node.outgoing.map(({ target }) => target);
      checkMessages(draft, targets, `an event after '${node.id}'`);
    }
    if (!isActivity(node.type)) continue;
    checkErrors(draft, node.boundary, `a boundary event of '${node.id}'`);
    // A subprocess opens the subscriptions of its boundary and of its event subprocesses alike: Camunda 8.8's partition
    // dies of two with one name (facts of 8.8.21). A receive task's own message is one more subscription beside its boundary's.
    checkMessages(draft, [...(node.type === 'receiveTask' ? [node] : []), ...node.boundary, ...inner], `a catcher at '${node.id}'`);
  }
}

function checkMessages({ faults }: ProcessDraft, catchers: readonly Node[], where: string): void {
  const names = new Set<string>();
  for (const { id, event } of catchers) {
    if (event.type !== 'message') continue;
    const name = nameOf(event.message.name);
    if (names.has(name)) faults.add(id, `Expected the message '${name}' to be caught once, but ${where} catches it already.`);
    names.add(name);
  }
}

function checkErrors({ faults }: ProcessDraft, catchers: readonly Node[], where: string): void {
  const codes = new Set<string>();
  for (const { id, event } of catchers) {
    if (event.type !== 'error') continue;
    const code = errorCode(event);
    if (codes.has(code)) {
      const what = code === '' ? 'all errors' : `the error '${code}'`;
      faults.add(id, `Expected ${what} to be caught once, but ${where} catches ${code === '' ? 'them' : 'it'} already.`);
    }
    codes.add(code);
  }
}

/** Empty for a catcher of every error. */
function errorCode(event: Extract<EventDefinition, { type: 'error' }>): string {
  return event.code === undefined ? '' : nameOf(event.code);
}

/** Literals by their value, `paid` like `="paid"`; other expressions by their text. */
function nameOf(expression: Expression): string {
  const outcome = expression.isStatic ? expression.evaluate(() => undefined, { nowMs: 0, random: () => 0 }) : undefined;
  return outcome?.type === 'value' ? String(outcome.value) : `=${expression.source}`;
}
