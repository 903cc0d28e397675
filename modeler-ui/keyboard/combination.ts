/** What was pressed, as we write it: `Ctrl+Shift+Enter`. */

type Pressed = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'isComposing'> & {
  readonly getModifierState: (key: 'AltGraph') => boolean;
};

const MODIFIERS = new Set(['Control', 'Alt', 'Shift', 'Meta', 'AltGraph', 'Dead', 'Process', 'Unidentified']);

export function keysOf(event: Pressed): string {
  const modifiers = [
    event.ctrlKey || event.metaKey ? 'Ctrl' : '',
    event.altKey ? 'Alt' : '',
    event.shiftKey && (event.key.length > 1 || /\p{L}/u.test(event.key)) ? 'Shift' : '',
  ];
  return [...modifiers.filter((one) => one !== ''), event.key.length === 1 ? event.key.toUpperCase() : event.key].join('+');
}

/**
 * Never a single letter (2.1.4), never AltGr, and never Ctrl+Alt with a letter: where AltGr is missing that is how Polish letters are
 * typed.
 */
export function isBindable(event: Pressed): boolean {
  if (event.getModifierState('AltGraph') || event.isComposing || MODIFIERS.has(event.key) || /\s/.test(event.key)) return false;
  const isControl = event.ctrlKey || event.metaKey;
  if (isControl && event.altKey) return false;
  return isControl || event.altKey || /^F\d+$/.test(event.key);
}
