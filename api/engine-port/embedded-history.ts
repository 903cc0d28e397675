/** What the embedded engine can prove and forget of its history, in the port's words. */
import type { Engine } from '../../engine/index.js';
import type { EnginePort } from './port.js';

export function embeddedHistory(engine: Engine): Pick<EnginePort, 'verifyHistory' | 'anchors' | 'eraseHistory'> {
  return {
    verifyHistory: async (scope, watch) => {
      const asked = scope.type === 'all' ? scope : ({ type: 'instances', rootKeys: scope.instanceKeys.map(BigInt) } as const);
      const { faults, faultCount, ...counts } = await engine.verifyHistory(asked, watch);
      return {
        type: 'checked',
        counts,
        faults: faults.map(({ reason, streamKey, seq, position }) => ({
          reason,
          stream: streamKey?.toString() ?? null,
          entry: seq ?? null,
          position: position?.toString() ?? null,
        })),
        faultCount,
      };
    },
    anchors: () => engine.anchors(),
    eraseHistory: async (instanceKeys) => {
      const erasure = await engine.eraseHistory(instanceKeys.map(BigInt));
      switch (erasure.type) {
        case 'erased':
          return erasure;
        case 'stillOpen':
          return { type: 'stillOpen', instanceKeys: erasure.rootKeys.map(String) };
        case 'unavailable':
          return { type: 'unreachable', reason: erasure.reason };
      }
    },
  };
}
