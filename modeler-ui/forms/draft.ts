/** Keeps what is typed into a form until it is sent: over reloads, other pages and a new sign-in, in this tab alone. */
import { useEffect, useState } from 'react';

const PREFIX = 'okienko.draft.';

/** What was typed and not sent, for whoever shows it where its form is gone. */
export function readDraft<Draft>(name: string): Draft | undefined {
  try {
    const text = sessionStorage.getItem(PREFIX + name);
    return text === null ? undefined : (JSON.parse(text) as Draft);
  } catch {
    return undefined;
  }
}

export function writeDraft(name: string, draft: unknown): void {
  try {
    if (draft === undefined) sessionStorage.removeItem(PREFIX + name);
    else sessionStorage.setItem(PREFIX + name, JSON.stringify(draft));
  } catch {
    // Without storage the draft lives as long as the page.
  }
}

export function forgetDraft(name: string): void {
  writeDraft(name, undefined);
}

/** `name` is the person's and the task's, so nobody sees another's. The third value forgets the draft. */
export function useDraft<Draft>(name: string, empty: Draft): readonly [Draft, (change: Partial<Draft>) => void, () => void] {
  const [draft, setDraft] = useState<Draft>(() => readDraft<Draft>(name) ?? empty);
  const isTouched = draft !== empty;
  useEffect(() => {
    if (isTouched) writeDraft(name, draft);
  }, [name, draft, isTouched]);
  return [
    draft,
    (change) => setDraft((before) => ({ ...before, ...change })),
    () => {
      writeDraft(name, undefined);
      setDraft(empty);
    },
  ];
}
