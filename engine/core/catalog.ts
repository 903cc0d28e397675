/** What is deployed: every version of every process, decision and form, as the core looks it up. */
import type { Decision } from '../dmn/index.js';
import type { ProcessGraph } from '../model/graph.js';

export interface ProcessDefinition {
  readonly key: bigint;
  readonly deploymentKey: bigint;
  readonly bpmnProcessId: string;
  readonly version: number;
  readonly resourceName: string;
  readonly checksum: Buffer;
  readonly graph: ProcessGraph;
}

export interface DecisionDefinition {
  readonly key: bigint;
  readonly requirementsKey: bigint;
  readonly requirementsId: string;
  readonly requirementsName: string;
  readonly deploymentKey: bigint;
  readonly version: number;
  readonly resourceName: string;
  readonly checksum: Buffer;
  readonly decision: Decision;
}

export interface FormDefinition {
  readonly key: bigint;
  readonly deploymentKey: bigint;
  readonly formId: string;
  readonly version: number;
  readonly resourceName: string;
  readonly checksum: Buffer;
}

export class Catalog {
  private readonly processes: Map<bigint, ProcessDefinition>;
  private readonly byProcessId: Map<string, ProcessDefinition[]>;
  private readonly decisions: Map<string, DecisionDefinition>;
  private readonly requirements: Map<string, readonly DecisionDefinition[]>;
  private readonly forms: Map<string, FormDefinition>;

  /** Begins with all that another one has; what is added to either later, the other doesn't see. */
  constructor(from?: Catalog) {
    this.processes = new Map(from?.processes);
    this.byProcessId = new Map([...(from?.byProcessId ?? [])].map(([id, versions]) => [id, [...versions]]));
    this.decisions = new Map(from?.decisions);
    this.requirements = new Map(from?.requirements);
    this.forms = new Map(from?.forms);
  }

  process(key: bigint): ProcessDefinition | undefined {
    return this.processes.get(key);
  }

  /** `version` -1 = latest. */
  processById(bpmnProcessId: string, version = -1): ProcessDefinition | undefined {
    const versions = this.byProcessId.get(bpmnProcessId);
    return version === -1 ? versions?.at(-1) : versions?.find((definition) => definition.version === version);
  }

  /** The latest version of each process. */
  *latestProcesses(): Generator<ProcessDefinition> {
    for (const versions of this.byProcessId.values()) {
      const latest = versions.at(-1);
      if (latest) yield latest;
    }
  }

  /** The graphs of a resource whose processes, in these very bytes, are all the latest; undefined = it has to be compiled. */
  graphsOf(resourceName: string, checksum: Buffer): readonly ProcessGraph[] | undefined {
    const same = [...this.processes.values()].filter((one) => one.resourceName === resourceName && one.checksum.equals(checksum));
    const ids = new Set(same.map(({ bpmnProcessId }) => bpmnProcessId));
    const latest = [...ids].flatMap((id) => this.processById(id) ?? []).filter((one) => same.includes(one));
    return latest.length === ids.size && ids.size > 0 ? latest.map(({ graph }) => graph) : undefined;
  }

  decisionById(decisionId: string): DecisionDefinition | undefined {
    return this.decisions.get(decisionId);
  }

  /** Latest decisions of one requirements graph, in the model's order. */
  requirementsById(requirementsId: string): readonly DecisionDefinition[] {
    return this.requirements.get(requirementsId) ?? [];
  }

  formById(formId: string): FormDefinition | undefined {
    return this.forms.get(formId);
  }

  addProcess(definition: ProcessDefinition): void {
    this.processes.set(definition.key, definition);
    const versions = this.byProcessId.get(definition.bpmnProcessId);
    if (versions) versions.push(definition);
    else this.byProcessId.set(definition.bpmnProcessId, [definition]);
  }

  /** Decisions of one deployed resource; they become the latest. */
  addDecisions(definitions: readonly DecisionDefinition[]): void {
    const first = definitions[0];
    if (!first) return;
    this.requirements.set(first.requirementsId, [...definitions]);
    for (const definition of definitions) this.decisions.set(definition.decision.id, definition);
  }

  addForm(definition: FormDefinition): void {
    this.forms.set(definition.formId, definition);
  }
}
