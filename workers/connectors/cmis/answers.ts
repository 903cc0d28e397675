/** What a CMIS repository answers over the browser binding, as far as we read it. CMIS 1.1, 5.2 and 5.4, with succinct properties. */
import { z } from 'zod';

/** `null` = the repository knows the property and this object has no value for it. */
const value = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.union([z.string(), z.number(), z.boolean()]))]);

const properties = z.record(z.string(), value);
export const objectAnswer = z.object({ succinctProperties: properties });
export const childrenAnswer = z.object({ objects: z.array(z.object({ object: objectAnswer })), hasMoreItems: z.boolean().optional() });
export const parentsAnswer = z.array(z.object({ object: objectAnswer }));
export const versionsAnswer = z.array(objectAnswer);
export const queryAnswer = z.object({ results: z.array(objectAnswer), hasMoreItems: z.boolean().optional() });

const repositoryAnswer = z.object({ repositoryId: z.string(), rootFolderId: z.string(), repositoryUrl: z.url(), rootFolderUrl: z.url() });
export const repositoriesAnswer = z.record(z.string(), repositoryAnswer);
export type RepositoryAnswer = z.infer<typeof repositoryAnswer>;

const choice = z.object({
  value: z.union([value, z.array(value)]).optional(),
  get choice() {
    return z.array(choice).optional();
  },
});
const propertyDefinition = z.object({
  required: z.boolean().optional(),
  choice: z.array(choice).optional(),
  openChoice: z.boolean().nullish(),
});
export const typeAnswer = z.object({
  id: z.string(),
  queryName: z.string(),
  creatable: z.boolean(),
  includedInSupertypeQuery: z.boolean().optional(),
  versionable: z.boolean().optional(),
  typeMutability: z.object({ create: z.boolean() }).optional(),
  propertyDefinitions: z.record(z.string(), propertyDefinition).optional(),
});
export type TypeAnswer = z.infer<typeof typeAnswer>;

const typeTree = z.object({
  type: typeAnswer,
  get children() {
    return z.array(typeTree).optional();
  },
});
export const typeTreesAnswer = z.array(typeTree);
export type TypeTree = z.infer<typeof typeTree>;

export type Properties = z.infer<typeof properties>;

/** A folder or one version of a document, as it was when it was read. */
export interface CmisObject {
  readonly id: string;
  readonly name: string;
  readonly properties: Properties;
}

export function toObject({ succinctProperties }: z.infer<typeof objectAnswer>): CmisObject {
  return {
    id: textOf(succinctProperties, 'cmis:objectId') ?? '',
    name: textOf(succinctProperties, 'cmis:name') ?? '',
    properties: succinctProperties,
  };
}

export function textOf(from: Properties, id: string): string | null {
  const found = from[id];
  return typeof found === 'string' ? found : null;
}

/** Milliseconds since 1970 by the repository's clock (5.2.9: dates are numbers unless asked for otherwise). */
export function stampOf(from: Properties): number {
  const found = from['cmis:lastModificationDate'];
  if (typeof found !== 'number') throw new Error('Expected an object with cmis:lastModificationDate, but the repository gives none');
  return found;
}

/** The values of a closed list; undefined where any value will do. */
export function listedValues(definition: z.infer<typeof propertyDefinition> | undefined): readonly string[] | undefined {
  if (definition?.openChoice !== false || definition.choice === undefined) return undefined;
  const walk = (choices: readonly z.infer<typeof choice>[]): string[] =>
    choices.flatMap((one) => [...[one.value ?? []].flat(2).filter((each) => typeof each === 'string'), ...walk(one.choice ?? [])]);
  return walk(definition.choice);
}
