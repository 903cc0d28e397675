/** Who stands behind an assignment: the token that goes to the engine with it and comes back in the feed. */

const ACTS = ['task.claimed', 'task.released', 'task.assigned'] as const;
export type AssignmentAct = (typeof ACTS)[number];

export function assignmentAction(act: AssignmentAct, login: string): string {
  return `${act}:${login}`;
}

/** An action that isn't ours came from another door of the engine; its words are kept as they are. */
export function actorOf(action: string): { readonly actor: string; readonly act?: AssignmentAct } {
  const at = action.indexOf(':');
  const act = ACTS.find((known) => known === action.slice(0, at));
  return act === undefined ? { actor: 'system:engine' } : { actor: action.slice(at + 1), act };
}
