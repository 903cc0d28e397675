/** Topology: what this node knows of itself. One node, one partition; it leads when it is the engine's writer. */
import type { EngineStatus } from '../../engine/index.js';
import { answer, type Translation } from './rpc.js';

/** The level of Zeebe's protocol that is spoken here: that of the proto file in use. */
const PROTOCOL_VERSION = '8.3.0';

const partitionOf: Readonly<Record<EngineStatus['role'], { readonly role: string; readonly health: string }>> = {
  writer: { role: 'LEADER', health: 'HEALTHY' },
  standby: { role: 'FOLLOWER', health: 'HEALTHY' },
  starting: { role: 'INACTIVE', health: 'UNHEALTHY' },
  stopped: { role: 'INACTIVE', health: 'DEAD' },
};

export const topology: Translation<object, object> = async ({ engine, address }) =>
  answer({
    brokers: [
      {
        nodeId: 0,
        host: address.host,
        port: address.port,
        partitions: [{ partitionId: 1, ...partitionOf[engine.status().role] }],
        version: PROTOCOL_VERSION,
      },
    ],
    clusterSize: 1,
    partitionsCount: 1,
    replicationFactor: 1,
    gatewayVersion: PROTOCOL_VERSION,
  });
