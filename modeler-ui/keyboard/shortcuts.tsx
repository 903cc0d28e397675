/**
 * Keys of the whole application. A page names its own with `useShortcut`; `Ctrl+/` lists those that hold right now. No single letters
 * (WCAG 2.1.4), nothing with AltGr: that is how Polish letters are typed.
 */
import { useEffect, useRef, useSyncExternalStore } from 'react';

export interface Shortcut {
  /** `Ctrl+Enter`, `Ctrl+/`: modifiers first, then `KeyboardEvent.key`. Ctrl is also Command on a Mac. */
  readonly keys: string;
  /** What it does, in the person's language. */
  readonly does: string;
}

interface Active extends Shortcut {
  readonly act: () => void;
}

let active: readonly Active[] = [];
const listeners = new Set<() => void>();

function change(next: readonly Active[]): void {
  active = next;
  for (const listener of listeners) listener();
}

export function useShortcut(keys: string, does: string, act: () => void): void {
  const latest = useRef(act);
  latest.current = act;
  useEffect(() => {
    const mine: Active = { keys, does, act: () => latest.current() };
    change([...active, mine]);
    return () => change(active.filter((one) => one !== mine));
  }, [keys, does]);
}

export function useActiveShortcuts(): readonly Shortcut[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => active,
  );
}

function keysOf(event: KeyboardEvent): string {
  const modifiers = [
    event.ctrlKey || event.metaKey ? 'Ctrl' : '',
    event.altKey ? 'Alt' : '',
    event.shiftKey && event.key.length > 1 ? 'Shift' : '',
  ];
  return [...modifiers.filter((one) => one !== ''), event.key.length === 1 ? event.key.toUpperCase() : event.key].join('+');
}

/** One listener for the document; mounted by the shell. The last named wins, so a layer's keys go before its page's. */
export function ShortcutListener() {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.getModifierState('AltGraph') || event.isComposing || (!event.ctrlKey && !event.metaKey && !event.altKey)) return;
      const keys = keysOf(event);
      const found = active.findLast((one) => one.keys === keys);
      if (found === undefined) return;
      event.preventDefault();
      event.stopPropagation();
      found.act();
    };
    // On the way down: on the way up a combobox or the focused button keeps Ctrl+Enter for itself.
    document.addEventListener('keydown', onKeyDown, true);
    return () => document.removeEventListener('keydown', onKeyDown, true);
  }, []);
  return null;
}
