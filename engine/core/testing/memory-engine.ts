/**
 * The pure core with a memory for a store: for tests of the core alone, where everything is found by looking.
 * `trace` reads like Zeebe's log: `n element INTENT`, n counting process instances.
 */
import { createHash } from 'node:crypto';

import { parseDecisions } from '../../dmn/index.js';
import { compileProcesses } from '../../model/index.js';
import { type Due, earliest, MemoryPartition } from '../../rehearsal/memory-partition.js';
import type { Command, CommandResponse, CompiledResource, ElementInstance, EngineEvent, Rejection } from '../index.js';

const INTENTS: Readonly<Record<string, string>> = {
  elementActivating: 'ACTIVATING',
  elementActivated: 'ACTIVATED',
  elementCompleting: 'COMPLETING',
  elementCompleted: 'COMPLETED',
  elementTerminating: 'TERMINATING',
  elementTerminated: 'TERMINATED',
};

export class MemoryEngine extends MemoryPartition {
  readonly events: EngineEvent[] = [];
  readonly trace: string[] = [];
  /** Every tree as its events alone make it. */
  readonly streams = new Map<bigint, EngineEvent[]>();
  private readonly nodes = new Map<bigint, { instance: bigint; id: string; definitionKey: bigint }>();
  private readonly instances: bigint[] = [];

  constructor() {
    super(Date.UTC(2026, 0, 5, 8), 1n << 51n);
  }

  *elements(): Generator<{ rootKey: bigint; element: ElementInstance; id: string }> {
    for (const { rootKey, element } of this.open()) yield { rootKey, element, id: this.nodes.get(element.key)?.id ?? '' };
  }

  execute(command: Command): CommandResponse | Rejection {
    const result = this.decide(command);
    if (result.type === 'rejected') return result;
    for (const stream of result.streams) {
      this.streams.set(stream.streamKey, [...(this.streams.get(stream.streamKey) ?? []), ...stream.events]);
      for (const event of stream.events) this.record(event);
    }
    this.adopt(result);
    for (const rootKey of this.unfinished()) this.execute({ type: 'continueTree', rootKey });
    return result.response;
  }

  private record(event: EngineEvent): void {
    this.events.push(event);
    if (event.type === 'elementActivating') {
      if (event.process) this.instances.push(event.key);
      const definitionKey = event.process?.definitionKey ?? this.nodes.get(event.instanceKey)?.definitionKey ?? 0n;
      const id = this.catalog.process(definitionKey)?.graph.dictionary[event.node] ?? '';
      this.nodes.set(event.key, { instance: event.instanceKey, id, definitionKey });
    }
    const intent = INTENTS[event.type];
    if (intent && 'key' in event)
      this.trace.push(`${this.instances.indexOf(this.nodes.get(event.key)?.instance ?? 0n)} ${this.nodes.get(event.key)?.id} ${intent}`);
    if (event.type === 'flowTaken') {
      const definitionKey = this.nodes.get(event.instanceKey)?.definitionKey ?? 0n;
      const id = this.catalog.process(definitionKey)?.graph.dictionary[event.flow];
      this.trace.push(`${this.instances.indexOf(event.instanceKey)} ${id} SEQUENCE_FLOW_TAKEN`);
    }
  }

  async deploy(...resources: readonly { readonly name: string; readonly content: string }[]): Promise<CommandResponse | Rejection> {
    const compiled: CompiledResource[] = [];
    for (const { name, content } of resources) {
      const base = { name, content: Buffer.from(content), checksum: createHash('sha256').update(content).digest() };
      if (name.endsWith('.dmn')) {
        const parsed = await parseDecisions(content);
        if (parsed.type === 'invalid') throw new Error(JSON.stringify(parsed.faults));
        compiled.push({ type: 'dmn', ...base, model: parsed.model });
      } else if (name.endsWith('.form')) {
        const { id } = JSON.parse(content) as { id: string };
        compiled.push({ type: 'form', ...base, formId: id });
      } else {
        const parsed = await compileProcesses(content);
        if (parsed.type === 'invalid') throw new Error(JSON.stringify(parsed.faults));
        compiled.push({ type: 'bpmn', ...base, processes: parsed.processes });
      }
    }
    return this.execute({ type: 'deploy', resources: compiled });
  }

  /** Moves the clock, then fires everything that is due, earliest first, until nothing is. */
  advance(byMs: number): void {
    this.nowMs += byMs;
    // A timer whose element can't take it now is refused, and stays.
    const refused = new Set<string>();
    const next = () => earliest(this.dueAlsoAtStarts(), this.nowMs, refused);
    for (let due = next(); due; due = next()) if (this.execute(due.command).type === 'rejected') refused.add(due.id);
  }

  private *dueAlsoAtStarts(): Generator<Due> {
    yield* this.due();
    for (const { key, dueMs } of this.startTimers.values())
      yield { dueMs, id: `${key}`, command: { type: 'triggerStartTimer', timerKey: key } };
  }

  /** Live element instances of a BPMN element. */
  at(elementId: string): ElementInstance[] {
    return [...this.elements()].filter((entry) => entry.id === elementId).map((entry) => entry.element);
  }

  job(elementId: string): bigint {
    const key = this.at(elementId).find((element) => element.job)?.job?.key;
    if (key === undefined) throw new Error(`Expected a job at '${elementId}', but there is none`);
    return key;
  }

  incidents(): string[] {
    return [...this.elements()].flatMap(({ element, id }) =>
      element.incident ? [`${id} ${element.incident.errorType}: ${element.incident.message}`] : [],
    );
  }
}
