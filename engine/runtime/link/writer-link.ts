/**
 * A standby's end of the link: forwards what its doors are asked to the writer and brings the answer back.
 *
 * Modes: *without target* (nobody holds the lease, or this node does), *connecting*, *connected*. Whoever comes while it connects waits
 * for that; otherwise what can't be sent at once is refused: nothing was done. What was sent when the link broke has an outcome that
 * nobody here knows, and is never sent again by us. A writer that doesn't answer a ping (paused, cut off) counts as lost.
 */
import { once } from 'node:events';
import { type ClientHttp2Session, type ClientHttp2Stream, connect as connectHttp2, constants } from 'node:http2';
import { connect } from 'node:tls';
import type { z } from 'zod';
import type { ActivatedJob, ActivateJobsRequest, Engine, Unavailable } from '../../contract.js';
import type { Rejection } from '../../core/index.js';
import type { WriterAddress } from '../../store/writer-connection.js';
import type { Log } from '../log.js';
import { exhausted, notWriter, outcomeUnknown } from '../unavailable.js';
import {
  activateMessage,
  commandMessage,
  creationMessage,
  deployedMessage,
  deployMessage,
  hear,
  jobsMessage,
  outcomeMessage,
  resultMessage,
  say,
} from './messages.js';
import { connectionOptions, MESSAGE_MAX_BYTES, PATHS, parseAddress, readBody } from './wire.js';

/** Commands and polls on their way; each poll waits for long. */
const IN_FLIGHT_MAX = 4_000;
const BYTES_IN_FLIGHT_MAX = 64 * 1024 * 1024;
const CONNECT_MS = 2_000;
const PING_EVERY_MS = 500;
/** Shorter than a lease and the search for it: a caller is told before this node takes over. */
const SILENCE_MAX_MS = 2_500;
const SESSION_MEMORY_MAX = 512;

type Asked = { readonly type: 'answered'; readonly text: string } | Rejection | Unavailable;

export class WriterLink {
  private target: WriterAddress | undefined;
  private session: ClientHttp2Session | undefined;
  private connecting: Promise<void> | undefined;
  /** Of this target: it is tried twice a second. */
  private complained = false;
  private inFlight = 0;
  private bytesInFlight = 0;

  constructor(private readonly log: Log) {}

  get isUp(): boolean {
    return this.session !== undefined;
  }

  /** The writer as the lease's row names it, each time that somebody has looked. undefined: none, or this node. */
  follow(target: WriterAddress | undefined): void {
    if (target?.address !== this.target?.address || target?.secret !== this.target?.secret) {
      this.session?.destroy();
      this.session = undefined;
      this.connecting = undefined;
      this.complained = false;
      this.target = target;
    }
    if (this.target && !this.session && !this.connecting) this.connecting = this.connect(this.target);
  }

  async execute(command: Parameters<Engine['execute']>[0]): ReturnType<Engine['execute']> {
    return this.answer(PATHS.execute, say(commandMessage, command), outcomeMessage);
  }

  async executeWithResult(...[command, options]: Parameters<Engine['executeWithResult']>): ReturnType<Engine['executeWithResult']> {
    const { timeoutMs, fetchVariables, signal } = options;
    return this.answer(PATHS.executeWithResult, say(creationMessage, { command, timeoutMs, fetchVariables }), resultMessage, signal);
  }

  async deploy(resources: Parameters<Engine['deploy']>[0]): ReturnType<Engine['deploy']> {
    return this.answer(PATHS.deploy, say(deployMessage, { resources }), deployedMessage);
  }

  /** undefined: the writer can't be reached. */
  async activateJobs({ signal, ...request }: ActivateJobsRequest): Promise<readonly ActivatedJob[] | undefined> {
    const asked = await this.ask(PATHS.activateJobs, say(activateMessage, request), signal);
    if (asked.type !== 'answered') return signal?.aborted ? [] : undefined;
    const heard = this.understood(jobsMessage, asked.text);
    return heard?.type === 'jobs' ? heard.jobs : undefined;
  }

  private async answer<Schema extends z.ZodType>(
    path: string,
    text: string,
    schema: Schema,
    signal?: AbortSignal,
  ): Promise<z.output<Schema> | Rejection | Unavailable> {
    const asked = await this.ask(path, text, signal);
    return asked.type === 'answered' ? (this.understood(schema, asked.text) ?? outcomeUnknown()) : asked;
  }

  private understood<Schema extends z.ZodType>(schema: Schema, text: string): z.output<Schema> | undefined {
    try {
      return hear(schema, text);
    } catch (error) {
      this.log.error("the writer's answer could not be understood", { error });
      return undefined;
    }
  }

  private async ask(path: string, text: string, signal: AbortSignal | undefined): Promise<Asked> {
    const bytes = Buffer.byteLength(text);
    if (bytes > MESSAGE_MAX_BYTES) return tooLarge(bytes);
    if (this.inFlight >= IN_FLIGHT_MAX || this.bytesInFlight + bytes > BYTES_IN_FLIGHT_MAX)
      return exhausted(`room for more commands to the writer, but ${this.inFlight} are on their way`);
    this.inFlight++;
    this.bytesInFlight += bytes;
    try {
      await this.connecting;
      if (signal?.aborted) return notWriter();
      return await this.send(path, text, signal);
    } finally {
      this.inFlight--;
      this.bytesInFlight -= bytes;
    }
  }

  private async send(path: string, text: string, signal: AbortSignal | undefined): Promise<Asked> {
    let stream: ClientHttp2Stream | undefined;
    try {
      stream = this.session?.request({ ':method': 'POST', ':path': path });
    } catch (error) {
      this.log.warn('the link to the writer is closing', { error });
    }
    if (!stream) return notWriter();
    let status = 0;
    stream.on('error', () => undefined);
    stream.on('response', (headers) => {
      status = headers[':status'] ?? 0;
    });
    const giveUp = (): void => stream?.close(constants.NGHTTP2_CANCEL);
    signal?.addEventListener('abort', giveUp);
    stream.end(text);
    const body = await readBody(stream);
    signal?.removeEventListener('abort', giveUp);
    if (status === 200 && body) return { type: 'answered', text: body };
    if (status === 400 || status === 404) {
      this.log.error('the writer does not understand this node: run the same version on all nodes', { path, status });
      return notWriter();
    }
    return stream.rstCode === constants.NGHTTP2_REFUSED_STREAM ? notWriter() : outcomeUnknown();
  }

  private async connect(target: WriterAddress): Promise<void> {
    const address = parseAddress(target.address);
    try {
      if (!address) throw new Error(`Expected the address of the writer as host:port, but it is '${target.address}'`);
      const socket = connect(connectionOptions(address.host, address.port, target.secret));
      socket.setNoDelay(true);
      const slow = setTimeout(
        () => socket.destroy(new Error(`Expected a connection within ${CONNECT_MS} ms, but there is none`)),
        CONNECT_MS,
      );
      await once(socket, 'secureConnect').finally(() => clearTimeout(slow));
      const session = connectHttp2('http://writer', { createConnection: () => socket, maxSessionMemory: SESSION_MEMORY_MAX });
      if (target === this.target) this.keep(session);
      else session.destroy();
    } catch (error) {
      if (target === this.target && !this.complained) this.log.warn('no link to the writer', { address: target.address, error });
      this.complained = true;
    } finally {
      if (target === this.target) this.connecting = undefined;
    }
  }

  private keep(session: ClientHttp2Session): void {
    this.session = session;
    this.complained = false;
    const leave = (): void => {
      if (this.session === session) this.session = undefined;
    };
    let heardMs = performance.now();
    const heard = (error: Error | null): void => {
      if (!error) heardMs = performance.now();
    };
    const pinging = setInterval(() => {
      if (performance.now() - heardMs > SILENCE_MAX_MS) session.destroy();
      else if (!session.destroyed) session.ping(heard);
    }, PING_EVERY_MS);
    session.on('error', () => undefined);
    session.on('goaway', leave);
    session.on('close', () => {
      clearInterval(pinging);
      leave();
    });
  }
}

function tooLarge(bytes: number): Rejection {
  const megabytes = (bytes / 1024 / 1024).toFixed(1);
  return {
    type: 'rejected',
    code: 'INVALID_ARGUMENT',
    reason: `Expected a command of at most 32 MB in its encoding for the writer, but it has ${megabytes} MB: split it`,
  };
}
