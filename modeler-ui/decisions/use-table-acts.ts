/** Acts on the tables of a DMN file: one after the other, each on what the one before left. Leaving a cell and pressing a button come at once. */
import { useRef } from 'react';
import { changeTable, type TableAct } from './table.js';

export function useTableActs(content: string, onWrite: (content: string) => void): (decisionId: string, act: TableAct) => Promise<void> {
  const latest = useRef({ content, onWrite });
  latest.current = { content, onWrite };
  const running = useRef(Promise.resolve());
  return (decisionId, act) => {
    running.current = running.current.then(async () => {
      const next = await changeTable(latest.current.content, decisionId, act);
      latest.current = { ...latest.current, content: next };
      latest.current.onWrite(next);
    });
    return running.current;
  };
}
