/** Tells whoever listens that the server no longer knows us: the session has ended. */
const listeners = new Set<() => void>();

export function sayUnauthorized(): void {
  for (const listener of listeners) listener();
}

export function onUnauthorized(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
