/** Reads deployed definitions back and compiles them again, each with its stored dictionary, so that element indexes in state keep their meaning. */
import type pg from 'pg';
import { compiledDecisions, compiledProcesses } from '../compiled/index.js';
import { Catalog } from '../core/index.js';
import type { ProcessGraph } from '../model/index.js';

type ProcessRow = readonly [string, string, string, number, string, Buffer, string, Buffer];
type DmnRow = readonly [string, string, string, string, number, string, Buffer, Buffer];
type DecisionRow = readonly [string, string, string, number];
type FormRow = readonly [string, string, string, number, string, Buffer];

export class DefinitionsLoader {
  constructor(private readonly pool: pg.Pool) {}

  async load(): Promise<Catalog> {
    const catalog = new Catalog();
    await this.processes(catalog);
    await this.decisions(catalog);
    await this.forms(catalog);
    return catalog;
  }

  /** Keys grow with each deployment. 0n: nothing is deployed. */
  async newest(): Promise<bigint> {
    const [row] = await this.rows<readonly [string]>(
      `SELECT coalesce(greatest((SELECT max(key) FROM process_definition), (SELECT max(key) FROM decision_definition),
         (SELECT max(key) FROM form_definition)), 0)`,
    );
    return BigInt(row?.[0] ?? 0);
  }

  private async rows<Row>(text: string): Promise<Row[]> {
    const { rows } = await this.pool.query({ text, rowMode: 'array' });
    return rows as unknown[] as Row[];
  }

  private async processes(catalog: Catalog): Promise<void> {
    const rows = await this.rows<ProcessRow>(
      `SELECT key, deployment_key, bpmn_process_id, version, resource_name, checksum, dictionary, xml FROM process_definition
       ORDER BY bpmn_process_id, version`,
    );
    for (const [key, deploymentKey, bpmnProcessId, version, resourceName, checksum, dictionary, xml] of rows) {
      const dictionaries = new Map([[bpmnProcessId, JSON.parse(dictionary) as string[]]]);
      const graph = (await graphsOf(`${resourceName} (definition ${key})`, xml, dictionaries)).find(
        (candidate) => candidate.bpmnProcessId === bpmnProcessId,
      );
      if (!graph) throw new Error(`Expected process '${bpmnProcessId}' in ${resourceName} (definition ${key}), but it isn't there`);
      catalog.addProcess({ key: BigInt(key), deploymentKey: BigInt(deploymentKey), bpmnProcessId, version, resourceName, checksum, graph });
    }
  }

  private async decisions(catalog: Catalog): Promise<void> {
    const keys = new Map<string, { readonly key: bigint; readonly id: string; readonly version: number }[]>();
    for (const [key, requirementsKey, id, version] of await this.rows<DecisionRow>(
      'SELECT key, requirements_key, decision_id, version FROM decision_definition ORDER BY key',
    )) {
      const decision = { key: BigInt(key), id, version };
      const known = keys.get(requirementsKey);
      if (known) known.push(decision);
      else keys.set(requirementsKey, [decision]);
    }
    const resources = await this.rows<DmnRow>(
      `SELECT requirements_key, deployment_key, requirements_id, requirements_name, version, resource_name, checksum, xml FROM dmn_resource
       ORDER BY requirements_key`,
    );
    for (const [requirementsKey, deploymentKey, requirementsId, requirementsName, , resourceName, checksum, xml] of resources) {
      const parsed = await compiledDecisions(xml.toString('utf8'));
      if (parsed.type === 'invalid') throw new Error(`Expected the stored decisions ${resourceName} to compile, but they don't`);
      const definitions = (keys.get(requirementsKey) ?? []).flatMap(({ key, id, version }) => {
        const decision = parsed.model.decisions.find((candidate) => candidate.id === id);
        if (!decision) return [];
        return [
          {
            key,
            requirementsKey: BigInt(requirementsKey),
            requirementsId,
            requirementsName,
            deploymentKey: BigInt(deploymentKey),
            version,
            resourceName,
            checksum,
            decision,
          },
        ];
      });
      catalog.addDecisions(definitions);
    }
  }

  private async forms(catalog: Catalog): Promise<void> {
    const rows = await this.rows<FormRow>(
      'SELECT key, deployment_key, form_id, version, resource_name, checksum FROM form_definition ORDER BY form_id, version',
    );
    for (const [key, deploymentKey, formId, version, resourceName, checksum] of rows) {
      catalog.addForm({ key: BigInt(key), deploymentKey: BigInt(deploymentKey), formId, version, resourceName, checksum });
    }
  }
}

async function graphsOf(name: string, xml: Buffer, dictionaries: ReadonlyMap<string, readonly string[]>): Promise<readonly ProcessGraph[]> {
  const result = await compiledProcesses(xml.toString('utf8'), { dictionaries });
  if (result.type === 'processes') return result.processes;
  const faults = result.faults.map(({ elementId, reason }) => `${elementId}: ${reason}`);
  throw new Error(`Expected the stored model ${name} to compile, but: ${faults.join('; ')}`);
}
