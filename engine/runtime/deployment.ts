/** Compiles the resources of a deployment before the command is queued: parsing takes time and may fail in many ways, a step does neither. */
import { createHash } from 'node:crypto';
import { compiledDecisions, compiledProcesses } from '../compiled/index.js';
import type { DeploymentInvalid, DeploymentResource } from '../contract.js';
import { type Catalog, type CompiledResource, isPlainText } from '../core/index.js';
import { longIdFault, shortened } from '../dmn/index.js';

type Fault = DeploymentInvalid['faults'][number];
type Compiled = { readonly type: 'compiled'; readonly resources: readonly CompiledResource[] } | DeploymentInvalid;

/** By it a resource is known again; against accidents, not against malice. */
export function checksumOf(content: Buffer): Buffer {
  return createHash('md5').update(content).digest();
}

/** Every fault of every resource is reported at once. Processes that `catalog` has in the same bytes aren't compiled again. */
export async function compileDeployment(resources: readonly DeploymentResource[], catalog: Catalog | undefined): Promise<Compiled> {
  const faults: Fault[] = [];
  const compiled: CompiledResource[] = [];
  for (const resource of resources) {
    const result = await compileResource(resource, catalog);
    if (result.type === 'invalid') faults.push(...result.faults);
    else compiled.push(result.resource);
  }
  return faults.length > 0 ? { type: 'invalid', faults } : { type: 'compiled', resources: compiled };
}

async function compileResource(
  { name, content }: DeploymentResource,
  catalog: Catalog | undefined,
): Promise<{ readonly type: 'resource'; readonly resource: CompiledResource } | DeploymentInvalid> {
  const invalid = (faults: readonly { readonly elementId: string; readonly reason: string }[]): DeploymentInvalid => ({
    type: 'invalid',
    faults: faults.map(({ elementId, reason }) => ({ resourceName: name, elementId, reason })),
  });
  if (name === '' || !isPlainText(name)) return invalid([{ elementId: '', reason: 'Expected a resource with a name of plain text' }]);
  const checksum = checksumOf(content);
  const base = { name, content, checksum };
  const text = decodeText(content);
  if (text === undefined) return invalid([{ elementId: '', reason: 'Expected text in UTF-8, but the resource has other bytes' }]);
  if (/\.bpmn$/i.test(name)) {
    const known = catalog?.graphsOf(name, checksum);
    if (known) return { type: 'resource', resource: { type: 'bpmn', ...base, processes: known } };
    const result = await compiledProcesses(text);
    return result.type === 'invalid'
      ? invalid(result.faults)
      : { type: 'resource', resource: { type: 'bpmn', ...base, processes: result.processes } };
  }
  if (/\.dmn$/i.test(name)) {
    const result = await compiledDecisions(text);
    return result.type === 'invalid'
      ? invalid(result.faults)
      : { type: 'resource', resource: { type: 'dmn', ...base, model: result.model } };
  }
  if (/\.form$/i.test(name)) {
    const formId = formIdOf(text);
    if (formId === undefined)
      return invalid([{ elementId: '', reason: "Expected a form as a JSON object with a text 'id', but it isn't one" }]);
    const long = longIdFault(formId);
    if (long !== undefined) return invalid([{ elementId: shortened(formId), reason: long }]);
    return { type: 'resource', resource: { type: 'form', ...base, formId } };
  }
  return invalid([{ elementId: '', reason: `Expected a resource that ends in .bpmn, .dmn or .form, but it is named '${name}'` }]);
}

function decodeText(content: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    return undefined;
  }
}

function formIdOf(text: string): string | undefined {
  try {
    const form: unknown = JSON.parse(text);
    const id = typeof form === 'object' && form !== null && 'id' in form ? form.id : undefined;
    return typeof id === 'string' && id !== '' && isPlainText(id) ? id : undefined;
  } catch {
    return undefined;
  }
}
