/** Every key that the application has of itself, in the order of the list. A test holds this against the pages. */
export const KNOWN_KEYS = [
  { keys: 'Ctrl+K', does: 'search' },
  { keys: 'Alt+N', does: 'new-contact' },
  { keys: 'Ctrl+Enter', does: 'main' },
  { keys: 'Ctrl+Shift+Enter', does: 'second' },
  { keys: 'Ctrl+S', does: 'draft' },
  { keys: 'Ctrl+Z', does: 'undo' },
  { keys: 'Ctrl+Y', does: 'redo' },
  { keys: 'Ctrl+/', does: 'list' },
] as const;
