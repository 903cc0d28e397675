/**
 * The two types of ours, and how a repository gets them: an administrator installs them under these ids, or we make them at first contact
 * where the repository lets us (CMIS 1.1, 2.2.2.6 createType). Where it doesn't, folders and documents are of its own types.
 */
import { listedValues, type TypeAnswer, type TypeTree, typeAnswer, typeTreesAnswer } from './answers.js';
import type { CmisClient } from './client.js';
import { DOCUMENT_MARKS, FILE_MARKS, FILE_NUMBER } from './marks.js';
import { CmisRefusal, isRefusal } from './refusal.js';

const FILE_TYPE = 'okienko:caseFile';
const DOCUMENT_TYPE = 'okienko:document';

const TITLES: Readonly<Record<string, string>> = {
  [FILE_MARKS.caseNumber]: 'Numer sprawy',
  [FILE_MARKS.caseRun]: 'Bieg sprawy',
  [FILE_MARKS.effectKey]: 'Klucz zlecenia Okienka',
  [FILE_MARKS.status]: 'Stan',
  [FILE_MARKS.outcome]: 'Wynik',
  [FILE_MARKS.department]: 'Wydział',
  [FILE_MARKS.plannedAt]: 'Planowany termin',
  [FILE_NUMBER]: 'Znak sprawy',
  [DOCUMENT_MARKS.documentId]: 'Dokument Okienka',
  [DOCUMENT_MARKS.sha256]: 'Suma SHA-256',
};
/** Without these a file couldn't be found or closed. */
const NEEDED_OF_FILES = [FILE_MARKS.caseNumber, FILE_MARKS.caseRun, FILE_MARKS.effectKey, FILE_MARKS.status, FILE_MARKS.outcome];

/** A type to write with. `own`: which of our properties it has; undefined: it is none of ours. */
export interface UsableType {
  readonly id: string;
  readonly queryName: string;
  readonly own: ReadonlySet<string> | undefined;
  readonly inBaseQueries: boolean;
}

export interface UsableTypes {
  readonly file: UsableType;
  readonly document: UsableType;
  /** Codes of outcomes, where the repository keeps a closed list of them. */
  readonly outcomes: readonly string[] | undefined;
}

export async function usableTypes(client: CmisClient, signal: AbortSignal): Promise<UsableTypes> {
  const file = await ownType(client, 'cmis:folder', FILE_TYPE, [...Object.values(FILE_MARKS), FILE_NUMBER], signal);
  const document = await ownType(client, 'cmis:document', DOCUMENT_TYPE, Object.values(DOCUMENT_MARKS), signal);
  if (file !== undefined) checkFileType(file);
  return {
    file: file === undefined ? plainType('cmis:folder') : usable(file),
    document: document === undefined ? plainType(await versionableType(client, signal)) : usable(document),
    outcomes: listedValues(file?.propertyDefinitions?.[FILE_MARKS.outcome]),
  };
}

function usable({ id, queryName, propertyDefinitions = {}, includedInSupertypeQuery = true }: TypeAnswer): UsableType {
  return { id, queryName, own: new Set(Object.keys(propertyDefinitions)), inBaseQueries: includedInSupertypeQuery };
}

function plainType(id: string): UsableType {
  return { id, queryName: id, own: undefined, inBaseQueries: true };
}

/** undefined: the repository neither has it nor lets us make it. */
async function ownType(
  client: CmisClient,
  base: 'cmis:folder' | 'cmis:document',
  id: string,
  properties: readonly string[],
  signal: AbortSignal,
): Promise<TypeAnswer | undefined> {
  const known = await typeNamed(client, id, signal);
  if (known !== undefined) return known;
  const { typeMutability } = await client.get('repository', { cmisselector: 'typeDefinition', typeId: base }, typeAnswer, signal);
  if (typeMutability?.create !== true) return undefined;
  try {
    const controls = { type: JSON.stringify(definition(base, id, properties)) };
    await client.act('repository', {}, { cmisaction: 'createType', controls }, signal);
  } catch (error) {
    // Another node was quicker, or this user may not: what is there says which.
    if (!(error instanceof CmisRefusal) || error.exception === null || error.status >= 500) throw error;
  }
  return typeNamed(client, id, signal);
}

async function typeNamed(client: CmisClient, id: string, signal: AbortSignal): Promise<TypeAnswer | undefined> {
  return client.get('repository', { cmisselector: 'typeDefinition', typeId: id }, typeAnswer, signal).catch((error: unknown) => {
    if (isRefusal(error, 'objectNotFound', 'invalidArgument')) return undefined;
    throw error;
  });
}

function checkFileType({ id, propertyDefinitions = {} }: TypeAnswer): void {
  const missing = NEEDED_OF_FILES.filter((property) => propertyDefinitions[property] === undefined);
  if (missing.length === 0) return;
  throw new CmisRefusal(409, 'constraint', `Expected type ${id} to have ${missing.join(', ')}, but it hasn't`, undefined);
}

/** The repository's own: the nearest to cmis:document that keeps versions and asks for no property that we don't know. */
async function versionableType(client: CmisClient, signal: AbortSignal): Promise<string> {
  const definitionOf = (typeId: string) => client.get('repository', { cmisselector: 'typeDefinition', typeId }, typeAnswer, signal);
  const below = { cmisselector: 'typeDescendants', typeId: 'cmis:document', depth: '-1' };
  const children = await client.get('repository', below, typeTreesAnswer, signal);
  let floor: readonly TypeTree[] = [{ type: await definitionOf('cmis:document'), children }];
  for (; floor.length > 0; floor = floor.flatMap(({ children = [] }) => children)) {
    for (const { type } of floor) {
      if (type.creatable && type.versionable === true && !asksForMore(await definitionOf(type.id))) return type.id;
    }
  }
  throw new CmisRefusal(409, 'constraint', 'Expected a type of documents that keeps versions, but the repository has none', undefined);
}

function asksForMore({ propertyDefinitions = {} }: TypeAnswer): boolean {
  return Object.entries(propertyDefinitions).some(([id, { required }]) => required === true && !id.startsWith('cmis:'));
}

function definition(base: string, id: string, properties: readonly string[]): object {
  const isDocument = base === 'cmis:document';
  return {
    ...named(id, isDocument ? 'Dokument Okienka' : 'Teczka sprawy Okienka'),
    ...{ baseId: base, parentId: base, creatable: true, fileable: true, queryable: true, fulltextIndexed: false },
    ...{ includedInSupertypeQuery: true, controllablePolicy: false, controllableACL: true },
    ...(isDocument ? { versionable: true, contentStreamAllowed: 'required' } : {}),
    propertyDefinitions: Object.fromEntries(properties.map((property) => [property, propertyDefinition(property)])),
  };
}

function propertyDefinition(id: string): object {
  return {
    ...named(id, TITLES[id] ?? id),
    ...{ propertyType: 'string', cardinality: 'single', updatability: 'readwrite', inherited: false, required: false },
    ...{ queryable: true, orderable: true },
  };
}

function named(id: string, displayName: string): object {
  return { id, localName: id.replace(/^.*:/, ''), localNamespace: 'urn:okienko', displayName, queryName: id, description: displayName };
}
