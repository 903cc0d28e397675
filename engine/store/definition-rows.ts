/** Rows of the definitions that a batch deploys. */
import type { CompiledResource, Deployed } from '../core/index.js';
import { PartRows } from './batch-statement.js';
import { decisionInsert, dmnInsert, formInsert, processInsert } from './sql/definitions.js';

export class DefinitionRows {
  /** Process definitions, decisions and forms of this batch, so that a failed one can be taken back. */
  readonly keys = new Set<bigint>();
  private readonly processes = new PartRows(processInsert);
  private readonly requirements = new PartRows(dmnInsert);
  private readonly decisions = new PartRows(decisionInsert);
  private readonly forms = new PartRows(formInsert);

  add(deployed: Deployed, resources: readonly CompiledResource[]): void {
    const contentOf = (name: string): Buffer => {
      const resource = resources.find((candidate) => candidate.name === name);
      if (!resource) throw new Error(`Expected the resource ${name} with its deployment, but it isn't there`);
      return resource.content;
    };
    for (const definition of deployed.processes) {
      const { key, deploymentKey, bpmnProcessId, version, resourceName, checksum, graph } = definition;
      this.keys.add(key);
      const dictionary = JSON.stringify(graph.dictionary);
      this.processes.add([key, deploymentKey, bpmnProcessId, version, resourceName, checksum, dictionary, contentOf(resourceName)]);
    }
    for (const [first, ...others] of deployed.decisions) {
      if (!first) continue;
      const { requirementsKey, deploymentKey, requirementsId, requirementsName, version, resourceName, checksum } = first;
      const xml = contentOf(resourceName);
      this.requirements.add([requirementsKey, deploymentKey, requirementsId, requirementsName, version, resourceName, checksum, xml]);
      for (const { key, decision, version: own } of [first, ...others]) {
        this.keys.add(key);
        this.decisions.add([key, requirementsKey, decision.id, decision.name, own]);
      }
    }
    for (const { key, deploymentKey, formId, version, resourceName, checksum } of deployed.forms) {
      this.keys.add(key);
      this.forms.add([key, deploymentKey, formId, version, resourceName, checksum, contentOf(resourceName)]);
    }
  }

  parts() {
    return [this.processes, this.requirements, this.decisions, this.forms];
  }
}
