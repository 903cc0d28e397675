/** Between a gRPC call and a translation: one adapter for calls with one answer, used by all of them. */
import { type handleUnaryCall, type sendUnaryData, status } from '@grpc/grpc-js';
import type { Logger } from 'pino';
import type { Engine } from '../../engine/index.js';
import { type Refusal, refused, statusOnWire } from './refusal.js';

/** What every translation works with. */
export interface GatewayContext {
  readonly engine: Engine;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** Calls that wait for something; aborted when the gateway stops. */
  readonly waiting: Set<AbortController>;
  /** Where this gateway listens, for Topology. */
  readonly address: { readonly host: string; readonly port: number };
}

export type Answer<Response> = { readonly type: 'answer'; readonly response: Response } | Refusal;

export function answer<Response>(response: Response): Answer<Response> {
  return { type: 'answer', response };
}

/** Turns a request into commands of the engine and their outcome into an answer. `signal` is aborted when the client is gone. */
export type Translation<Request, Response> = (context: GatewayContext, request: Request, signal: AbortSignal) => Promise<Answer<Response>>;

/** Zeebe's limit for a message. */
export const MAX_MESSAGE_BYTES = 4 * 1024 * 1024;

/** Stands for a request that was too large to be read. */
export class OversizedRequest {
  constructor(
    private readonly bytes: number,
    private readonly words = '',
  ) {}

  /** Not RESOURCE_EXHAUSTED, as grpc-js would say: clients take that for back-pressure and send the same message again and again. */
  refusal(): Refusal {
    return refused(
      status.INVALID_ARGUMENT,
      `Expected a message of at most ${MAX_MESSAGE_BYTES} bytes, but got ${this.words === '' ? '' : `${this.words} `}${this.bytes}; keep large data elsewhere and pass a reference`,
    );
  }
}

export function unexpected(context: GatewayContext, rpc: string, error: unknown): Refusal {
  context.log.error({ err: error, rpc }, 'gRPC call failed unexpectedly');
  const message = error instanceof Error ? error.message : String(error);
  return refused(status.INTERNAL, `Unexpected error occurred during the request processing: ${message}`);
}

/** Never aborted: most calls end by themselves within a commit, and the controller of one that waits is made on demand. */
const NEVER = new AbortController().signal;

export function unary<Request, Response>(
  context: GatewayContext,
  rpc: string,
  translate: Translation<Request, Response>,
  waits: boolean,
): handleUnaryCall<Request | OversizedRequest, Response> {
  const reply = (callback: sendUnaryData<Response>, outcome: Answer<Response>): void => {
    if (outcome.type === 'answer') callback(null, outcome.response);
    else callback(statusOnWire(outcome));
  };
  return (call, callback) => {
    const { request } = call;
    if (request instanceof OversizedRequest) return reply(callback, request.refusal());
    const client = waits ? waitingClient(context, call) : undefined;
    translate(context, request, client?.signal ?? NEVER)
      .catch((error: unknown) => unexpected(context, rpc, error))
      .then((outcome) => {
        client?.done();
        reply(callback, outcome);
      });
  };
}

interface CancellableCall {
  readonly cancelled: boolean;
  on(event: 'cancelled', listener: () => void): unknown;
}

/** A signal that is aborted when the client cancels, disconnects or meets its deadline, and when the gateway stops. */
export function waitingClient(context: GatewayContext, call: CancellableCall): { readonly signal: AbortSignal; done(): void } {
  const controller = new AbortController();
  context.waiting.add(controller);
  call.on('cancelled', () => controller.abort());
  if (call.cancelled) controller.abort();
  return {
    signal: controller.signal,
    // grpc-js reports 'cancelled' after a normal end, too; by then nobody listens to the signal any more.
    done: () => context.waiting.delete(controller),
  };
}
