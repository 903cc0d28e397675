/** The gRPC server: listens, holds the calls, and stops without losing any that was accepted. */
import { Server, ServerCredentials, ServerInterceptingCall, type ServerInterceptor, type ServiceDefinition, status } from '@grpc/grpc-js';
import type { Logger } from 'pino';
import type { Engine } from '../../engine/index.js';
import { Gateway } from './protocol.js';
import { statusOnWire } from './refusal.js';
import { type GatewayContext, MAX_MESSAGE_BYTES, OversizedRequest } from './rpc.js';
import { rpcs } from './rpcs.js';

export interface ZeebeGatewayOptions {
  readonly engine: Engine;
  readonly host: string;
  /** 0 = any free port. */
  readonly port: number;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
}

export interface ZeebeGateway {
  readonly port: number;
  /** Takes no new call, ends open polls, lets running calls finish, and cuts what is left after {@link STOP_GRACE_MS}. */
  stop(): Promise<void>;
}

const STOP_GRACE_MS = 5_000;

/** Up to here an oversized message still gets the clear answer of {@link OversizedRequest}; beyond, grpc-js drops it unread. */
const MAX_RECEIVED_BYTES = 4 * MAX_MESSAGE_BYTES;

/** The service with readers that leave an oversized message unread. */
function boundedService(): ServiceDefinition {
  const methods = Object.entries(Gateway.service).map(([name, method]) => [
    name,
    {
      ...method,
      requestDeserialize: (bytes: Buffer): unknown =>
        bytes.length > MAX_MESSAGE_BYTES ? new OversizedRequest(bytes.length) : method.requestDeserialize(bytes),
    },
  ]);
  return Object.fromEntries(methods) as ServiceDefinition;
}

/** What grpc-js drops unread it answers with RESOURCE_EXHAUSTED, which clients take for back-pressure and send again and again. */
const tooLargeIsInvalid: ServerInterceptor = (_method, call) => {
  const send = call.sendStatus.bind(call);
  call.sendStatus = (outcome) => {
    const tooLarge = outcome.code === status.RESOURCE_EXHAUSTED && /^Received message/.test(outcome.details ?? '');
    send(tooLarge ? { ...outcome, ...statusOnWire(new OversizedRequest(MAX_RECEIVED_BYTES, 'more than').refusal()) } : outcome);
  };
  return new ServerInterceptingCall(call);
};

/** Starts Zeebe's gateway before the engine. Rejects when the address can't be bound. */
export async function startZeebeGateway({ engine, host, port, log }: ZeebeGatewayOptions): Promise<ZeebeGateway> {
  const server = new Server({
    'grpc.max_receive_message_length': MAX_RECEIVED_BYTES,
    'grpc.max_send_message_length': -1,
    interceptors: [tooLargeIsInvalid],
  });
  const address = { host, port };
  const context: GatewayContext = { engine, log, address, waiting: new Set() };
  server.addService(boundedService(), rpcs(context));
  const bindTo = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
  address.port = await new Promise<number>((resolve, reject) => {
    server.bindAsync(bindTo, ServerCredentials.createInsecure(), (error, bound) => (error === null ? resolve(bound) : reject(error)));
  });
  log.info({ host, port: address.port }, 'Zeebe gateway is listening');

  const stop = async (): Promise<void> => {
    const closed = new Promise<void>((resolve) => server.tryShutdown(() => resolve()));
    for (const waiting of context.waiting) waiting.abort();
    const force = setTimeout(() => server.forceShutdown(), STOP_GRACE_MS);
    await closed;
    clearTimeout(force);
  };
  let stopped: Promise<void> | undefined;
  return {
    port: address.port,
    stop: () => {
      stopped ??= stop();
      return stopped;
    },
  };
}
