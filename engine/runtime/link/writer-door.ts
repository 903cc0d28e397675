/**
 * The writer's end of the link: takes what other nodes forward and carries it out here. Every node listens from its start to its end, so
 * that its address can go into the lease's row together with the lease; it lets nobody in unless it is the writer.
 */
import { once } from 'node:events';
import { constants, createServer as createHttp2Server, type ServerHttp2Session, type ServerHttp2Stream } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:tls';
import { z } from 'zod';
import type { Engine } from '../../contract.js';
import type { Log } from '../log.js';
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
import { formatAddress, listenerOptions, PATHS, readBody } from './wire.js';

/** Carried out on this node or refused; never forwarded once more. */
export interface LocalEngine extends Pick<Engine, 'execute' | 'executeWithResult' | 'deploy'> {
  activateJobs: (request: Parameters<Engine['activateJobs']>[0]) => Promise<z.output<typeof jobsMessage>>;
}

export interface WriterDoorOptions {
  readonly host: string;
  /** 0 = any free one. */
  readonly port: number;
  readonly engine: LocalEngine;
  readonly log: Log;
}

/** Nodes, not clients: each has one connection. */
const CONNECTIONS_MAX = 64;
const STREAMS_MAX = 8_192;
/** MB. Streams and messages are bounded apart. */
const SESSION_MEMORY_MAX = 512;
const CLOSING_MS = 1_000;

type Answer = (text: string, signal: AbortSignal) => Promise<string>;

export class WriterDoor {
  private readonly http = createHttp2Server({ settings: { maxConcurrentStreams: STREAMS_MAX }, maxSessionMemory: SESSION_MEMORY_MAX });
  private readonly sessions = new Set<ServerHttp2Session>();
  private readonly tls: Server;
  private secret: string | undefined;

  constructor(private readonly options: WriterDoorOptions) {
    this.tls = createServer(
      listenerOptions(() => this.secret),
      (socket) => this.http.emit('connection', socket),
    );
    this.tls.maxConnections = CONNECTIONS_MAX;
    this.tls.on('tlsClientError', (error) => options.log.warn('a node without the secret of this term was refused', { error }));
    this.http.on('session', (session) => {
      this.sessions.add(session);
      session.on('error', () => undefined);
      session.on('close', () => this.sessions.delete(session));
    });
    this.http.on('stream', (stream, headers) => void this.serve(stream, String(headers[':path'])));
  }

  /** Rejects when it can't listen there. */
  async listen(): Promise<void> {
    this.tls.listen(this.options.port, this.options.host);
    await once(this.tls, 'listening');
  }

  /** For the lease's row. */
  get address(): string {
    return formatAddress(this.options.host, (this.tls.address() as AddressInfo).port);
  }

  /** This node is the writer: whoever has the secret may come in. */
  open(secret: string): void {
    this.secret = secret;
  }

  /** This node isn't the writer any more: running questions get their answer, then the others must look elsewhere. */
  shut(): void {
    this.secret = undefined;
    for (const session of this.sessions) {
      session.close();
      setTimeout(() => session.destroy(), CLOSING_MS).unref();
    }
  }

  async close(): Promise<void> {
    this.shut();
    const closed = this.tls.listening ? once(this.tls, 'close') : undefined;
    this.tls.close();
    await closed;
  }

  private readonly answers: Readonly<Record<string, Answer>> = {
    [PATHS.execute]: async (text) => say(outcomeMessage, await this.options.engine.execute(hear(commandMessage, text))),
    [PATHS.executeWithResult]: async (text, signal) => {
      const { command, timeoutMs, fetchVariables } = hear(creationMessage, text);
      return say(resultMessage, await this.options.engine.executeWithResult(command, { timeoutMs, fetchVariables, signal }));
    },
    [PATHS.deploy]: async (text) => say(deployedMessage, await this.options.engine.deploy(hear(deployMessage, text).resources)),
    [PATHS.activateJobs]: async (text, signal) =>
      say(jobsMessage, await this.options.engine.activateJobs({ ...hear(activateMessage, text), signal })),
  };

  private async serve(stream: ServerHttp2Stream, path: string): Promise<void> {
    stream.on('error', () => undefined);
    const gone = new AbortController();
    stream.on('close', () => gone.abort());
    const answer = this.answers[path];
    const text = await readBody(stream);
    if (text === undefined || stream.destroyed) {
      stream.close(constants.NGHTTP2_CANCEL);
      return;
    }
    let [status, body] = [200, ''];
    try {
      if (answer) body = await answer(text, gone.signal);
      else status = 404;
    } catch (error) {
      if (!(error instanceof z.ZodError || error instanceof SyntaxError))
        this.options.log.error('a forwarded command failed', { path, error });
      status = error instanceof z.ZodError || error instanceof SyntaxError ? 400 : 500;
    }
    if (stream.destroyed) return;
    stream.respond({ ':status': status });
    stream.end(body);
  }
}
