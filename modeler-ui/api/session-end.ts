/** Tells whoever listens that the server no longer knows us, since the session has ended; and that it knows us again. */
type Listener = () => void;
const ended = new Set<Listener>();
const back = new Set<Listener>();

export function sayUnauthorized(): void {
  for (const listener of ended) listener();
}

export function onUnauthorized(listener: Listener): () => void {
  return joins(ended, listener);
}

export function saySignedInAgain(): void {
  for (const listener of back) listener();
}

export function onSignedInAgain(listener: Listener): () => void {
  return joins(back, listener);
}

function joins(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
