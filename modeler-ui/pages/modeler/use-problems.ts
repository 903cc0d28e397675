/** Keeps the list of problems true while one draws: asked anew a moment after the last change. */
import { useEffect, useState } from 'react';
import type { Diagram } from './diagram.js';
import { adviceOn, type Problem, refusalsOf } from './problems.js';

const AFTER_CHANGE_MS = 700;

export interface Problems {
  readonly type: 'checking' | 'known' | 'unchecked';
  readonly list: readonly Problem[];
}

/** `change` counts the changes of the diagram. */
export function useProblems(diagram: Diagram | undefined, change: number): Problems {
  const [problems, setProblems] = useState<Problems>({ type: 'checking', list: [] });
  // biome-ignore lint/correctness/useExhaustiveDependencies: every change asks anew
  useEffect(() => {
    if (diagram === undefined) return;
    let isStale = false;
    const timer = setTimeout(async () => {
      const next = await check(diagram);
      if (!isStale) setProblems((before) => next ?? { type: 'unchecked', list: before.list });
    }, AFTER_CHANGE_MS);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [diagram, change]);
  return problems;
}

/** undefined: the server couldn't be asked. */
export async function check(diagram: Diagram): Promise<Problems | undefined> {
  try {
    const [refusals, advice] = await Promise.all([diagram.xml().then(refusalsOf), adviceOn(diagram.definitions())]);
    // What prevents publishing says more than the advice for the same place.
    const refused = new Set(refusals.map(({ elementId }) => elementId));
    return { type: 'known', list: [...refusals, ...advice.filter(({ elementId }) => !refused.has(elementId))] };
  } catch {
    return undefined;
  }
}
