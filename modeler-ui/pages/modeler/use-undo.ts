/**
 * Undo and redo, one step at a time. First what was done on this page since it was opened; when nothing of that is left, the states that the
 * draft was saved in before, whoever saved them: these hold what was done within a few seconds, and the form and tables with it.
 */
import { type RefObject, useRef, useState } from 'react';
import { useNow } from '../../app/now.js';
import { TOAST_MS, toasts } from '../../components/Toast/Toast.js';
import { cityDay, secondOfDay, shortDateTime } from '../../i18n/dates.js';
import { useLanguage, useStrings } from '../../i18n/language.js';
import { usePeopleNames } from '../../session/session.js';
import type { Undo } from './DraftHead.js';
import type { Diagram } from './diagram.js';
import type { Part, Parts } from './parts/use-parts.js';
import type { Draft } from './queries.js';
import { strings } from './strings.js';
import type { Saving } from './use-saving.js';

/** How what is on the screen came about: what undo took back, and what redo hasn't brought back yet, stays ahead of it when it is saved. */
export type Came = 'done' | 'undone' | 'redone';

interface Undoable {
  readonly diagram: Diagram | undefined;
  /** The form or table in front; undefined: the diagram. */
  readonly part: Part | undefined;
  readonly parts: Parts;
  readonly saving: Saving;
  /** Nothing may be stored, or something lies over the draft. */
  readonly isPaused: boolean;
  readonly came: RefObject<Came>;
  /** Shows the draft as it is then. */
  readonly onStepped: (draft: Draft) => Promise<void>;
}

export function useUndo({ diagram, part, parts, saving, isPaused, came, onStepped }: Undoable): Undo {
  const t = useStrings(strings);
  const { language } = useLanguage();
  const nameOf = usePeopleNames();
  const now = useNow();
  const [isStepping, setStepping] = useState(false);
  const isBusy = useRef(false);
  const stack = diagram?.service('commandStack');
  const own =
    part === undefined
      ? { canUndo: stack?.canUndo() === true, canRedo: stack?.canRedo() === true, undo: () => stack?.undo(), redo: () => stack?.redo() }
      : {
          canUndo: part.past.length > 0,
          canRedo: part.future.length > 0,
          undo: () => parts.undo(part.resourceName),
          redo: () => parts.redo(part.resourceName),
        };
  // A saved state holds everything: going to one would take from another tab what can still be undone there, step by step.
  const hasDone = stack?.canUndo() === true || parts.list.some(({ past }) => past.length > 0);
  const hasUndone = stack?.canRedo() === true || parts.list.some(({ future }) => future.length > 0);
  const isFree = diagram !== undefined && !isPaused && !isStepping && !hasDone && saving.state.type !== 'taken';
  const canGo = { earlier: isFree && saving.earlier !== null, later: isFree && !hasUndone && saving.later !== null };
  const go = async (to: 'earlier' | 'later') => {
    const state = saving[to];
    if (!canGo[to] || state === null || isBusy.current) return;
    isBusy.current = true;
    setStepping(true);
    try {
      const draft = await saving.step(to);
      if (draft === undefined) return;
      await onStepped(draft);
      const saved = new Date(state.savedAt);
      const at = cityDay(saved) === cityDay(now) ? secondOfDay(language, saved) : shortDateTime(language, saved, now);
      toasts.add({ message: t(`stepped.${to}`, { at, name: nameOf(state.savedBy) }) }, { timeout: TOAST_MS });
    } finally {
      isBusy.current = false;
      setStepping(false);
    }
  };
  const take = (act: () => void, how: Came) => {
    act();
    came.current = how;
  };
  return {
    canUndo: own.canUndo || canGo.earlier,
    canRedo: own.canRedo || canGo.later,
    undo: () => (own.canUndo ? take(own.undo, 'undone') : void go('earlier')),
    redo: () => (own.canRedo ? take(own.redo, 'redone') : void go('later')),
  };
}
