/** Acts on the tables of a DMN file: one after the other, each on what the one before left. Leaving a cell and pressing a button come at once. */
import { useRef } from 'react';
import { changeTable, type TableAct } from './table.js';

interface TableActs {
  readonly act: (decisionId: string, act: TableAct) => Promise<void>;
  /** The file once all acts so far are done. */
  readonly settled: () => Promise<string>;
}

export function useTableActs(content: string, onWrite: (content: string) => void): TableActs {
  const latest = useRef({ content, onWrite });
  latest.current = { content, onWrite };
  const running = useRef(Promise.resolve());
  const act: TableActs['act'] = (decisionId, one) => {
    running.current = running.current.then(async () => {
      const next = await changeTable(latest.current.content, decisionId, one);
      latest.current = { ...latest.current, content: next };
      latest.current.onWrite(next);
    });
    return running.current;
  };
  return { act, settled: () => running.current.then(() => latest.current.content) };
}
