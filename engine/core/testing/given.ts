/** What the core's tests begin with: deployed models, and commands that must be accepted or refused. */
import { endEvent, path, processXml, serviceTask, startEvent } from '../../model/testing/process-xml.js';
import type { Command, CommandResponse, Rejection } from '../index.js';
import { MemoryEngine } from './memory-engine.js';

export const HOUR = 3_600_000;

export function variables(values: Record<string, unknown> = {}): ReadonlyMap<string, string> {
  return new Map(Object.entries(values).map(([name, value]) => [name, JSON.stringify(value)]));
}

export async function deployed(...xml: readonly string[]): Promise<MemoryEngine> {
  const engine = new MemoryEngine();
  let n = 0;
  for (const content of xml) {
    const answer = await engine.deploy({ name: `model-${n++}.bpmn`, content });
    if (answer.type === 'rejected') throw new Error(answer.reason);
  }
  return engine;
}

export function accepted(engine: MemoryEngine, command: Command): CommandResponse {
  const answer = engine.execute(command);
  if (answer.type === 'rejected') throw new Error(answer.reason);
  return answer;
}

export function refused(engine: MemoryEngine, command: Command): Rejection {
  const answer = engine.execute(command);
  if (answer.type !== 'rejected') throw new Error('Expected a rejection, but the command was accepted');
  return answer;
}

export function start(engine: MemoryEngine, values: Record<string, unknown> = {}, bpmnProcessId = 'p'): bigint {
  const answer = accepted(engine, { type: 'createInstance', bpmnProcessId, variables: variables(values), startElementIds: [] });
  return answer.type === 'instanceCreated' ? answer.instanceKey : 0n;
}

export function complete(engine: MemoryEngine, elementId: string, values: Record<string, unknown> = {}): void {
  accepted(engine, { type: 'completeJob', jobKey: engine.job(elementId), variables: variables(values) });
}

export function publish(
  engine: MemoryEngine,
  name: string,
  correlationKey: string,
  options: { ttlMs?: number; id?: string; values?: Record<string, unknown> } = {},
): CommandResponse | Rejection {
  return engine.execute({
    type: 'publishMessage',
    name,
    correlationKey,
    messageId: options.id ?? '',
    timeToLiveMs: options.ttlMs ?? 0,
    variables: variables(options.values),
  });
}

/** A variable as the process instance sees it. */
export function processVariable(engine: MemoryEngine, instanceKey: bigint, name: string): unknown {
  const json = [...engine.elements()].find(({ element }) => element.key === instanceKey)?.element.variables.get(name)?.json;
  return json === undefined ? undefined : JSON.parse(json);
}

export function completedIds(engine: MemoryEngine): string[] {
  return engine.trace.filter((line) => line.endsWith(' COMPLETED')).map((line) => line.split(' ')[1] ?? '');
}

export const oneTask = processXml('p', [startEvent('s'), serviceTask('a'), endEvent('e'), path('s', 'a', 'e')]);
