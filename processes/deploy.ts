/**
 * Deploys the case types of this folder: each content once. What the city published since stays, also over upgrades of Okienko; see
 * "What a start deploys" in README.md and docs/adr/0011-shipped-case-types.md.
 */
import { readdir, readFile } from 'node:fs/promises';
import type { DeploymentInvalid, DeploymentResource, Engine, ResourceStanding } from '../engine/index.js';
import { rememberShipped } from './shipped.js';

const FOLDER = new URL('./', import.meta.url);
const RESOURCE = /\.(bpmn|dmn|form)$/;

export interface ShippingOptions {
  readonly engine: Engine;
  /** The engine's. */
  readonly databaseUrl: string;
  readonly say: (sentence: string) => void;
  /** Default: this one. */
  readonly folder?: URL;
}

export async function deployCaseTypes({ engine, databaseUrl, say, folder = FOLDER }: ShippingOptions): Promise<void> {
  const resources = await caseTypeResources(folder);
  const standing = await engine.standing(resources);
  if (standing.type === 'invalid') throw faulty(standing);
  const wanted = wantedNames(standing.resources, await rememberShipped(databaseUrl, standing.resources), say);
  if (wanted.size === 0) return;
  say(`deploying ${wanted.size} models, decision tables and forms …`);
  const outcome = await engine.deploy(resources.filter(({ name }) => wanted.has(name)));
  if (outcome.type === 'accepted') return;
  // Another node is the writer and can't be reached now: it deploys the same files.
  if (outcome.type === 'unavailable' && (outcome.code === 'NOT_WRITER' || outcome.code === 'OUTCOME_UNKNOWN')) return;
  if (outcome.type === 'invalid') throw faulty(outcome);
  throw new Error(`Expected the case types in processes/ to be deployed, but: ${outcome.reason}`);
}

/** A case type is upgraded whole, and only while all that is used of it was shipped: its files are made for each other. */
function wantedNames(
  standing: readonly ResourceStanding[],
  shipped: ReadonlySet<string>,
  say: (sentence: string) => void,
): ReadonlySet<string> {
  const wanted = new Set<string>();
  for (const caseType of new Set(standing.map(({ name }) => caseTypeOf(name)))) {
    const files = standing.filter(({ name }) => caseTypeOf(name) === caseType);
    const fresh = files.filter(({ deployedBefore }) => !deployedBefore);
    const ofCity = files.flatMap(({ latest }) => latest).filter(({ checksum }) => !shipped.has(checksum));
    if (ofCity.length === 0) for (const { name } of fresh) wanted.add(name);
    else if (fresh.length > 0) {
      const versions = ofCity.map(({ id, version }) => `version ${version} of ${id}`).join(', ');
      say(
        `the case type ${caseType} comes in a newer version, which was not deployed because the city published ${versions}. Nothing has changed for cases. To take the newer version over, publish the files of processes/${caseType}.`,
      );
    }
  }
  return wanted;
}

function caseTypeOf(name: string): string {
  return name.slice(0, name.indexOf('/'));
}

function faulty({ faults }: DeploymentInvalid): Error {
  const lines = faults.map(({ resourceName, elementId, reason }) => `  ${resourceName}, ${elementId}: ${reason}`);
  return new Error(['Expected the case types in processes/ to be deployable, but they have faults:', ...lines].join('\n'));
}

/** Named by their path in this folder, so a file keeps its name wherever the product lies. */
export async function caseTypeResources(folder = FOLDER): Promise<DeploymentResource[]> {
  const folders = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const resources: DeploymentResource[] = [];
  for (const caseType of folders.sort()) {
    for (const file of (await readdir(new URL(`${caseType}/`, folder))).filter((name) => RESOURCE.test(name)).sort()) {
      resources.push({ name: `${caseType}/${file}`, content: await readFile(new URL(`${caseType}/${file}`, folder)) });
    }
  }
  return resources;
}
