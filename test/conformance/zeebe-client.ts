/** A plain gRPC client of Zeebe's protocol, one promise a call: what the runner and the protocol tests send commands with. */
import { type ChannelOptions, type ClientReadableStream, credentials, type ServiceError } from '@grpc/grpc-js';
import { Gateway } from '../../gateway/zeebe-grpc/protocol.js';

export interface ReceivedJob {
  readonly key: string;
  readonly type: string;
  readonly processInstanceKey: string;
  readonly bpmnProcessId: string;
  readonly elementId: string;
  readonly elementInstanceKey: string;
  readonly customHeaders: string;
  readonly worker: string;
  readonly retries: number;
  readonly deadline: string;
  readonly variables: string;
  readonly tenantId: string;
}

export interface ZeebeClient {
  call<Response = Readonly<Record<string, unknown>>>(rpc: string, request: object): Promise<Response>;
  /** One message an element. */
  activateJobs(request: object): Promise<readonly (readonly ReceivedJob[])[]>;
  /** The call itself, for tests that cancel it. */
  openPoll(request: object): ClientReadableStream<{ readonly jobs: readonly ReceivedJob[] }>;
  close(): void;
}

/** No command may take longer: a runner shall end, whatever the engine does. */
const DEADLINE_MS = 20_000;

export function connectZeebeClient(port: number, options: ChannelOptions = {}): ZeebeClient {
  const stub = new Gateway(`127.0.0.1:${port}`, credentials.createInsecure(), options);
  const rpcOf = (rpc: string) => {
    const method = stub[rpc];
    if (method === undefined) throw new Error(`Expected an RPC of Zeebe's protocol, but got '${rpc}'`);
    return method.bind(stub);
  };
  const openPoll: ZeebeClient['openPoll'] = (request) => rpcOf('ActivateJobs')(request);
  return {
    call: (rpc, request) =>
      new Promise((resolve, reject) => {
        rpcOf(rpc)(request, { deadline: Date.now() + DEADLINE_MS }, (error: ServiceError | null, response: never) =>
          error === null ? resolve(response) : reject(error),
        );
      }),
    openPoll,
    activateJobs: (request) =>
      new Promise((resolve, reject) => {
        const messages: (readonly ReceivedJob[])[] = [];
        openPoll(request)
          .on('data', (message: { readonly jobs: readonly ReceivedJob[] }) => messages.push(message.jobs))
          .on('error', reject)
          .on('end', () => resolve(messages));
      }),
    close: () => stub.close(),
  };
}
