/** How resources stand to what is deployed. Only what was never deployed is compiled, and that only to learn what is in it. */
import type { DeployedContent, DeploymentInvalid, DeploymentResource, Standing } from '../contract.js';
import type { CompiledResource } from '../core/index.js';
import { checksumOf, compileDeployment } from './deployment.js';

type Named = Pick<DeployedContent, 'kind' | 'id'>;

/** `deployed`: oldest first. */
export async function standingOf(
  resources: readonly DeploymentResource[],
  deployed: readonly DeployedContent[],
): Promise<Standing | DeploymentInvalid> {
  const latest = new Map(deployed.map((one) => [keyOf(one), one]));
  const known = new Map<string, Named[]>();
  for (const one of deployed) known.set(one.checksum, [...(known.get(one.checksum) ?? []), one]);
  const unknown = resources.filter(({ content }) => !known.has(checksumOf(content).toString('hex')));
  // Where nothing is deployed, nothing can be in the way of what is in them.
  const compiled = await compileDeployment(deployed.length === 0 ? [] : unknown, undefined);
  if (compiled.type === 'invalid') return compiled;
  const contained = new Map(compiled.resources.map((one) => [one.name, namesIn(one)]));
  return {
    type: 'standing',
    resources: resources.map(({ name, content }) => {
      const checksum = checksumOf(content).toString('hex');
      const before = known.get(checksum);
      const keys = new Set((before ?? contained.get(name) ?? []).map(keyOf));
      return { name, checksum, deployedBefore: before !== undefined, latest: [...keys].flatMap((key) => latest.get(key) ?? []) };
    }),
  };
}

function namesIn(resource: CompiledResource): readonly Named[] {
  if (resource.type === 'bpmn') return resource.processes.map(({ bpmnProcessId: id }) => ({ kind: 'process', id }));
  if (resource.type === 'dmn') return resource.model.decisions.map(({ id }) => ({ kind: 'decision', id }));
  return [{ kind: 'form', id: resource.formId }];
}

const keyOf = ({ kind, id }: Named): string => `${kind} ${id}`;
