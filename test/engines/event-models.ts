/** What the scenarios of events are made of: two messages, what happens to them, and a place for event subprocesses. */
import {
  endEvent,
  eventSubProcess,
  message,
  path,
  processXml,
  serviceTask,
  startEvent,
  subProcess,
} from '../../engine/model/testing/process-xml.js';

export const M = message('m', 'm', '=k');
export const N = message('n', 'n', '=k');
export const K = { do: 'start', variables: { k: 'K' } } as const;
export const sendM = { do: 'publish', name: 'm', key: 'K', variables: { v: 1 } } as const;
export const sendN = { do: 'publish', name: 'n', key: 'K', variables: { w: 2 } } as const;
export const later = { do: 'advance', seconds: 3700 } as const;
export const esp = (id: string, event: string, interrupting: boolean, extra: readonly string[] = []): string =>
  eventSubProcess(id, [
    startEvent(`${id}-s`, [event], { isInterrupting: interrupting }),
    serviceTask(`${id}-t`),
    endEvent(`${id}-e`),
    path(`${id}-s`, `${id}-t`, `${id}-e`),
    ...extra,
  ]);
export const withSub = (inside: readonly string[], beside: readonly string[] = [], roots: readonly string[] = [M, N]): string =>
  processXml('p', [startEvent('s'), subProcess('sub', inside), endEvent('e'), path('s', 'sub', 'e'), ...beside], roots);
export const inner = [startEvent('is'), serviceTask('a'), endEvent('ie'), path('is', 'a', 'ie')];
