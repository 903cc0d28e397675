/**
 * Keys of the whole application. A page names its own with `useShortcut`; `Ctrl+/` lists them, and there each person changes or switches
 * off any. No single letters (WCAG 2.1.4), nothing with AltGr: that is how Polish letters are typed.
 */
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { isBindable, keysOf } from './combination.js';
import { isOwnUndo, watchFields } from './own-undo.js';

export interface Shortcut {
  /** Of itself; `Ctrl+Enter`, `Ctrl+/`: modifiers first, then `KeyboardEvent.key`. Ctrl is also Command on a Mac. */
  readonly keys: string;
  /** What it does, in the person's language. */
  readonly does: string;
}

interface Active extends Shortcut {
  readonly of: 'page' | 'layer';
  readonly act: () => void;
}

/** By the keys of itself: what the person chose; null: none. */
export type OwnKeys = Readonly<Record<string, string | null>>;

let active: readonly Active[] = [];
let own: OwnKeys = {};
/** While a person presses the keys that an act shall have, they do nothing else. */
let catching: ((event: KeyboardEvent) => void) | undefined;
let layers = 0;
const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

/** `of` a layer: holds before the page's own, also before one that the page names while the layer is open. */
export function useShortcut(keys: string, does: string, act: () => void, of: 'page' | 'layer' = 'page'): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    const mine: Active = { keys, does, of, act: () => latest.current() };
    active = [...active, mine];
    tell();
    return () => {
      active = active.filter((one) => one !== mine);
      tell();
    };
  }, [keys, does, of]);
}

/** While a layer is open the page below keeps still: who sends a small form with Ctrl+Enter must not send the large one behind it. Gives the way to end that. */
export function holdPageKeys(): () => void {
  layers++;
  return () => {
    layers--;
  };
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useActiveShortcuts(): readonly Shortcut[] {
  return useSyncExternalStore(subscribe, () => active);
}

export function bindOwnKeys(keys: OwnKeys): void {
  own = keys;
  tell();
}

/** The keys that an act has for this person; null: it was switched off. */
export function keysFor(keys: string, chosen: OwnKeys): string | null {
  return keys in chosen ? (chosen[keys] ?? null) : keys;
}

/** For a button that shows its key; `''` when it was switched off. */
export function useKeyName(keys: string): string {
  return useSyncExternalStore(subscribe, () => keysFor(keys, own)) ?? '';
}

/** Calls `onKeys` with the next combination that may be one; `onCancel` on Escape. Gives the way to stop. */
export function catchKeys(onKeys: (keys: string) => void, onCancel: () => void): () => void {
  const mine = (event: KeyboardEvent) => {
    if (event.key === 'Escape') onCancel();
    else if (isBindable(event)) onKeys(keysOf(event));
  };
  catching = mine;
  return () => {
    if (catching === mine) catching = undefined;
  };
}

/** One listener for the document; mounted by the shell. The last named wins, so a layer's keys go before its page's. */
export function ShortcutListener() {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (catching !== undefined) {
        if (event.key === 'Tab') return;
        event.preventDefault();
        event.stopPropagation();
        catching(event);
        return;
      }
      if (!isBindable(event)) return;
      const pressed = keysOf(event);
      const named = active.filter((one) => keysFor(one.keys, own) === pressed);
      if (named.length === 0 || named.some((one) => isOwnUndo(one.keys, event.target))) return;
      event.preventDefault();
      event.stopPropagation();
      (named.findLast((one) => one.of === 'layer') ?? (layers === 0 ? named.at(-1) : undefined))?.act();
    };
    // On the way down: on the way up a combobox or the focused button keeps Ctrl+Enter for itself.
    document.addEventListener('keydown', onKeyDown, true);
    const stopWatching = watchFields();
    return () => {
      document.removeEventListener('keydown', onKeyDown, true);
      stopWatching();
    };
  }, []);
  return null;
}
