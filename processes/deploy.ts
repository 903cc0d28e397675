/** Deploys the case types of this folder in one deployment. A file that hasn't changed keeps its version. */
import { readdir, readFile } from 'node:fs/promises';
import type { DeploymentResource, Engine } from '../engine/index.js';

const FOLDER = new URL('./', import.meta.url);
const RESOURCE = /\.(bpmn|dmn|form)$/;

export async function deployCaseTypes(engine: Engine, say: (sentence: string) => void): Promise<void> {
  const resources = await caseTypeResources();
  say(`deploying ${resources.length} models, decision tables and forms …`);
  const outcome = await engine.deploy(resources);
  if (outcome.type === 'accepted') return;
  // Another node is the writer and can't be reached now: it deploys the same files.
  if (outcome.type === 'unavailable' && (outcome.code === 'NOT_WRITER' || outcome.code === 'OUTCOME_UNKNOWN')) return;
  if (outcome.type === 'invalid') {
    const faults = outcome.faults.map(({ resourceName, elementId, reason }) => `  ${resourceName}, ${elementId}: ${reason}`);
    throw new Error(['Expected the case types in processes/ to be deployable, but they have faults:', ...faults].join('\n'));
  }
  throw new Error(`Expected the case types in processes/ to be deployed, but: ${outcome.reason}`);
}

/** Named by their path in this folder, so a file keeps its name wherever the product lies. */
export async function caseTypeResources(): Promise<DeploymentResource[]> {
  const folders = (await readdir(FOLDER, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const resources: DeploymentResource[] = [];
  for (const folder of folders.sort()) {
    for (const file of (await readdir(new URL(`${folder}/`, FOLDER))).filter((name) => RESOURCE.test(name)).sort()) {
      resources.push({ name: `${folder}/${file}`, content: await readFile(new URL(`${folder}/${file}`, FOLDER)) });
    }
  }
  return resources;
}
