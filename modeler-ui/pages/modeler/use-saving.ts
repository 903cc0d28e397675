/** Keeps a draft safe: what was changed is stored at most five seconds later, and at once before publishing or leaving. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { call } from '../../api/call.js';
import { ApiProblem } from '../../api/problem.js';
import type { Diagram } from './diagram.js';
import type { Draft } from './queries.js';

const SAVE_EVERY_MS = 5_000;

export type SaveState =
  | { readonly type: 'saved'; readonly at: Date }
  | { readonly type: 'changed' }
  | { readonly type: 'saving' }
  /** No answer: the next try comes by itself. */
  | { readonly type: 'waiting' }
  /** Another tab has the draft now; nothing of this one is stored any more. */
  | { readonly type: 'taken'; readonly detail: string };

export interface Saving {
  readonly state: SaveState;
  readonly changed: (what: 'diagram' | 'part') => void;
  /** Stores what isn't stored yet; gives the revision that the server has, or undefined when it couldn't. */
  readonly flush: () => Promise<number | undefined>;
}

/** `isPaused`: nothing may be stored yet, because the person has not agreed to what would be lost. */
export function useSaving(draft: Draft, tab: string, diagram: Diagram | undefined, isPaused: boolean, parts: () => Draft['parts']): Saving {
  const [state, setState] = useState<SaveState>({ type: 'saved', at: new Date(draft.savedAt) });
  const revision = useRef(draft.revision);
  const isDirty = useRef(false);
  // A diagram that nobody touched is stored as it came, so that publishing a form makes no new version of the process.
  const isDrawn = useRef(false);
  const partsOf = useRef(parts);
  partsOf.current = parts;
  const running = useRef<Promise<number | undefined> | undefined>(undefined);

  const save = useCallback(async (): Promise<number | undefined> => {
    if (diagram === undefined || !isDirty.current) return revision.current;
    isDirty.current = false;
    setState({ type: 'saving' });
    try {
      const xml = isDrawn.current ? await diagram.xml() : draft.xml;
      const body = { tab, revision: revision.current, name: nameOf(diagram, draft.name), xml, parts: partsOf.current() };
      const saved = await call('PUT /api/v1/drafts/{id}', { params: { id: draft.id }, body });
      revision.current = saved.revision;
      setState(isDirty.current ? { type: 'changed' } : { type: 'saved', at: new Date() });
      return saved.revision;
    } catch (error) {
      isDirty.current = true;
      const isTaken = error instanceof ApiProblem && error.body.status < 500 && error.code !== 'NOT_SIGNED_IN';
      setState(isTaken ? { type: 'taken', detail: error.message } : { type: 'waiting' });
      return undefined;
    }
  }, [diagram, draft.id, draft.name, draft.xml, tab]);

  const flush = useCallback((): Promise<number | undefined> => {
    // One at a time: a save under way is waited for, then what came after it is stored.
    const next = (running.current ?? Promise.resolve()).then(save, save);
    running.current = next;
    return next;
  }, [save]);

  const isTaken = state.type === 'taken';
  useEffect(() => {
    if (isPaused || isTaken) return;
    const timer = setInterval(() => void flush(), SAVE_EVERY_MS);
    const hide = () => void flush();
    addEventListener('visibilitychange', hide);
    return () => {
      clearInterval(timer);
      removeEventListener('visibilitychange', hide);
    };
  }, [flush, isPaused, isTaken]);

  const changed = useCallback((what: 'diagram' | 'part') => {
    isDirty.current = true;
    if (what === 'diagram') isDrawn.current = true;
    setState((before) => (before.type === 'taken' ? before : { type: 'changed' }));
  }, []);
  return { state, changed, flush };
}

function nameOf(diagram: Diagram, otherwise: string): string {
  const roots = diagram.definitions().get('rootElements') as readonly { readonly $type: string; readonly name?: string }[];
  const name = roots.find((root) => root.$type === 'bpmn:Process')?.name?.trim() ?? '';
  return name === '' ? otherwise : name.slice(0, 200);
}
