/** Ctrl+Z in a field that one is typing into takes back the typing: the page's own undo waits until the field is left, or is as it was. */

let entered: { readonly field: EventTarget; readonly text: string; isTypedIn: boolean } | undefined;

function textOf(field: EventTarget | null): string | undefined {
  return field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement ? field.value : undefined;
}

function enter({ target }: FocusEvent): void {
  const text = textOf(target);
  entered = target === null || text === undefined ? undefined : { field: target, text, isTypedIn: false };
}

function type({ target }: Event): void {
  if (entered?.field === target && entered !== undefined) entered.isTypedIn = true;
}

/** Gives the way to stop. */
export function watchFields(): () => void {
  document.addEventListener('focusin', enter);
  document.addEventListener('input', type, true);
  return () => {
    document.removeEventListener('focusin', enter);
    document.removeEventListener('input', type, true);
  };
}

export function isOwnUndo(keys: string, field: EventTarget | null): boolean {
  if (keys !== 'Ctrl+Z' && keys !== 'Ctrl+Y') return false;
  if (field instanceof HTMLElement && field.isContentEditable) return true;
  return entered !== undefined && entered.field === field && entered.isTypedIn && entered.text !== textOf(field);
}
