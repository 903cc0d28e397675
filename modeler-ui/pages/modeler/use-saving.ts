/** Keeps a draft safe: what was changed is stored at most five seconds later, and at once before publishing or leaving. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { call } from '../../api/call.js';
import { ApiProblem } from '../../api/problem.js';
import type { Diagram } from './diagram.js';
import { settleHalfTyped } from './half-typed.js';
import type { Draft } from './queries.js';
import type { Came } from './use-undo.js';

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
  readonly changed: () => void;
  /** When the draft was saved before and after as it is now: what undo and redo can go to beyond this page's own steps. */
  readonly earlier: Draft['earlier'];
  readonly later: Draft['later'];
  /** Stores what isn't stored yet, then goes to that state; gives the draft as it is then, or undefined when it couldn't. */
  readonly step: (to: 'earlier' | 'later') => Promise<Draft | undefined>;
  /** Stores what isn't stored yet; gives the revision that the server has, or undefined when it couldn't. */
  readonly flush: () => Promise<number | undefined>;
}

/** What is to be stored, read each time that it is. */
export interface Content {
  /** The diagram as it came, or as it is drawn if anything of it was changed. */
  readonly xml: () => Promise<string>;
  readonly parts: () => Draft['parts'];
  readonly came: () => Came;
}

/** `isPaused`: nothing may be stored yet, because the person has not agreed to what would be lost. */
export function useSaving(draft: Draft, tab: string, diagram: Diagram | undefined, isPaused: boolean, content: Content): Saving {
  const [state, setState] = useState<SaveState>({ type: 'saved', at: new Date(draft.savedAt) });
  const [beside, setBeside] = useState<Pick<Draft, 'earlier' | 'later'>>(draft);
  const revision = useRef(draft.revision);
  const isDirty = useRef(false);
  const contentOf = useRef(content);
  contentOf.current = content;
  const running = useRef<Promise<number | undefined> | undefined>(undefined);

  const stored = useCallback((saved: Draft) => {
    revision.current = saved.revision;
    setBeside(saved);
    setState(isDirty.current ? { type: 'changed' } : { type: 'saved', at: new Date() });
  }, []);
  const refused = useCallback((error: unknown) => {
    const isTaken = error instanceof ApiProblem && error.body.status < 500 && error.code !== 'NOT_SIGNED_IN';
    setState(isTaken ? { type: 'taken', detail: error.message } : { type: 'waiting' });
  }, []);

  const save = useCallback(async (): Promise<number | undefined> => {
    if (diagram === undefined || !isDirty.current) return revision.current;
    isDirty.current = false;
    setState({ type: 'saving' });
    const { xml, parts, came } = contentOf.current;
    try {
      const body = {
        tab,
        revision: revision.current,
        name: nameOf(diagram, draft.name),
        came: came(),
        parts: parts(),
        xml: await xml(),
      };
      stored(await call('PUT /api/v1/drafts/{id}', { params: { id: draft.id }, body }));
      return revision.current;
    } catch (error) {
      isDirty.current = true;
      refused(error);
      return undefined;
    }
  }, [diagram, draft.id, draft.name, tab, stored, refused]);

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
    const hide = () => {
      settleHalfTyped();
      void flush();
    };
    addEventListener('visibilitychange', hide);
    return () => {
      clearInterval(timer);
      removeEventListener('visibilitychange', hide);
    };
  }, [flush, isPaused, isTaken]);

  const step = useCallback(
    async (to: 'earlier' | 'later'): Promise<Draft | undefined> => {
      if ((await flush()) === undefined) return undefined;
      try {
        const body = { tab, revision: revision.current, to };
        const draftThen = await call('POST /api/v1/drafts/{id}/step', { params: { id: draft.id }, body });
        stored(draftThen);
        return draftThen;
      } catch (error) {
        refused(error);
        return undefined;
      }
    },
    [flush, draft.id, tab, stored, refused],
  );

  const changed = useCallback(() => {
    isDirty.current = true;
    setState((before) => (before.type === 'taken' ? before : { type: 'changed' }));
  }, []);
  return { state, changed, flush, step, ...beside };
}

function nameOf(diagram: Diagram, otherwise: string): string {
  const roots = diagram.definitions().get('rootElements') as readonly { readonly $type: string; readonly name?: string }[];
  const name = roots.find((root) => root.$type === 'bpmn:Process')?.name?.trim() ?? '';
  return name === '' ? otherwise : name.slice(0, 200);
}
