/** What the panel of a step may do with forms and tables; given by the draft's editor, absent where nothing can be changed. */
import { createContext, useContext } from 'react';
import type { Schemas } from '../../../api/schema.js';
import type { DrawnElement } from '../diagram.js';

export type PartKind = Schemas['ModelPart']['kind'];

export interface PartActs {
  /** All that can be chosen: published ones and those of this draft. */
  readonly offered: (kind: PartKind) => readonly { readonly id: string; readonly name: string }[];
  readonly open: (kind: PartKind, id: string) => void;
  /** Makes a new one for the step, and opens it. */
  readonly begin: (kind: PartKind, drawn: DrawnElement) => void;
}

export const PartActsContext = createContext<PartActs | undefined>(undefined);

export function usePartActs(): PartActs | undefined {
  return useContext(PartActsContext);
}
