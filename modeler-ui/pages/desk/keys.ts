/** The keys of the three saves, as the buttons show them. */
export const KEYS = { settle: 'Ctrl+Enter', handOn: 'Ctrl+Shift+Enter', keep: 'Ctrl+S' } as const;
