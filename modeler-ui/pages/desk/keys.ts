/** The keys of the three saves and of taking one back, as the buttons show them. */
export const KEYS = { settle: 'Ctrl+Enter', handOn: 'Ctrl+Shift+Enter', keep: 'Ctrl+S', undo: 'Ctrl+Z' } as const;
