/** Keeps the list of problems true while one draws: asked anew a moment after the last change. */
import { useEffect, useRef, useState } from 'react';
import type { Schemas } from '../../api/schema.js';
import { faultsOf, readForm } from '../../forms/schema.js';
import type { Diagram } from './diagram.js';
import { partIdOf } from './parts/StepPart.js';
import type { Parts } from './parts/use-parts.js';
import { adviceOn, type Problem, refusalsOf } from './problems.js';
import { elementsIn } from './step-facts.js';

const AFTER_CHANGE_MS = 700;

export interface Problems {
  readonly type: 'checking' | 'known' | 'unchecked';
  readonly list: readonly Problem[];
}

/** `change` counts the changes of the draft. */
export function useProblems(diagram: Diagram | undefined, change: number, parts: Parts, known: readonly KnownPart[]): Problems {
  const [problems, setProblems] = useState<Problems>({ type: 'checking', list: [] });
  const latest = useRef({ parts, known });
  latest.current = { parts, known };
  // biome-ignore lint/correctness/useExhaustiveDependencies: every change asks anew
  useEffect(() => {
    if (diagram === undefined) return;
    let isStale = false;
    const timer = setTimeout(async () => {
      const next = await check(diagram, latest.current.parts, latest.current.known);
      if (!isStale) setProblems((before) => next ?? { type: 'unchecked', list: before.list });
    }, AFTER_CHANGE_MS);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [diagram, change, known]);
  return problems;
}

type KnownPart = Pick<Schemas['ModelPart'], 'kind' | 'id'>;

/** undefined: the server couldn't be asked. */
export async function check(diagram: Diagram, parts: Parts, known: readonly KnownPart[]): Promise<Problems | undefined> {
  try {
    const [refusals, advice] = await Promise.all([
      diagram.xml().then((xml) => refusalsOf(xml, parts.stored())),
      adviceOn(diagram.definitions()),
    ]);
    // What prevents publishing says more than the advice for the same place.
    const refused = new Set(refusals.map(({ elementId }) => elementId));
    const others = [...missingOf(diagram, parts, known), ...advice].filter(({ elementId }) => !refused.has(elementId));
    return { type: 'known', list: [...refusals, ...formProblems(parts), ...others] };
  } catch {
    return undefined;
  }
}

function formProblems(parts: Parts): readonly Problem[] {
  return parts.list.flatMap(({ kind, content, resourceName }) => {
    const form = kind === 'form' ? readForm(content) : undefined;
    return form === undefined
      ? []
      : faultsOf(form).map((fault) => ({ type: 'form' as const, elementId: fault.elementId, resourceName, fault }));
  });
}

function missingOf(diagram: Diagram, parts: Parts, known: readonly KnownPart[]): readonly Problem[] {
  // Nothing is known before the list has come.
  if (known.length === 0) return [];
  return elementsIn(diagram).flatMap((drawn) =>
    (['form', 'decisions'] as const).flatMap((what) => {
      const id = partIdOf(drawn, what);
      const isThere =
        id === '' || id.startsWith('=') || parts.find(what, id) !== undefined || known.some((one) => one.kind === what && one.id === id);
      return isThere ? [] : [{ type: 'missing' as const, elementId: drawn.id, what, id }];
    }),
  );
}
