/** Stands between the house and a real system, passes on what is said, and misbehaves as it is told. The system itself never does. */
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Chance } from '../../sample/chance.js';
import { readRequest } from '../systems/cmis/exchange.js';
import type { FaultCount, FaultKind } from './faults.js';

const SLOW_MS = [200, 1_500] as const;
/** Of a document or file that somebody works on: so many tries run into it. */
const LOCKED_TRIES = 2;
const PLAIN_NAME = /^[\w.-]+$/;
const CLOCK_APART_MS = 4 * 60_000;
/** Said of one connection, or of bytes that are no longer packed. */
const NOT_PASSED_ON = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'content-encoding', 'keep-alive', 'expect']);

export interface DoorParts {
  /** The real system, with its path. */
  readonly target: string;
  readonly system: 'crm' | 'dms';
  readonly chance: Chance;
  readonly count: FaultCount;
}

export class FaultDoor {
  /** Of each kind how many of the requests it hits now. */
  shares: ReadonlyMap<FaultKind, number> = new Map();
  private readonly lockedTries = new Map<string, number>();
  private server: Server | undefined;
  private port = 0;

  private constructor(private readonly parts: DoorParts) {}

  static async open(parts: DoorParts): Promise<FaultDoor> {
    const door = new FaultDoor(parts);
    await door.up();
    return door;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}${new URL(this.parts.target).pathname}`.replace(/\/$/, '');
  }

  /** Nobody listens: connections are refused. */
  async down(): Promise<void> {
    const { server } = this;
    if (server === undefined) return;
    this.server = undefined;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
    this.parts.count.add(`${this.parts.system}-down`);
  }

  async up(): Promise<void> {
    if (this.server !== undefined) return;
    const server = createServer((request, response) => void this.handle(request, response));
    server.listen(this.port, '127.0.0.1');
    await once(server, 'listening');
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
  }

  /** For good; what it did until then counts. */
  async close(): Promise<void> {
    const { server } = this;
    this.server = undefined;
    if (server === undefined) return;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const pieces: Buffer[] = [];
      for await (const piece of request) pieces.push(piece as Buffer);
      const body = Buffer.concat(pieces);
      if (this.hits('slow')) await sleep(this.parts.chance.between(...SLOW_MS));
      if (await this.refuses(request, body, response)) return;
      const isAct = request.method !== 'GET' && request.method !== 'HEAD';
      const loses = isAct && this.hits('answer-lost');
      const answer = await this.passOn(request, body);
      // Carried out over there; nobody here will ever know from this answer.
      if (loses) request.socket.destroy();
      else response.writeHead(answer.status, answer.headers).end(answer.body);
    } catch {
      request.socket.destroy();
    }
  }

  /** Whether this request is hit by a fault of that kind, which then counts as having happened. */
  private hits(what: 'slow' | 'answer-lost' | '500' | '412' | '429'): boolean {
    const kind = `${this.parts.system}-${what}` as FaultKind;
    const share = this.shares.get(kind) ?? 0;
    if (share === 0 || !this.parts.chance.happens(share)) return false;
    this.parts.count.add(kind);
    return true;
  }

  private async refuses(request: IncomingMessage, body: Buffer, response: ServerResponse): Promise<boolean> {
    for (const status of [500, 412] as const) {
      if (!this.hits(`${status}`)) continue;
      response.writeHead(status, { 'content-type': 'text/plain' }).end('trouble');
      return true;
    }
    if (this.hits('429')) {
      // By a clock that is minutes ahead of ours, as some say it.
      const isDate = this.parts.chance.happens(0.3);
      if (isDate) this.parts.count.add('clocks-apart');
      const wished = isDate ? new Date(Date.now() + CLOCK_APART_MS).toUTCString() : '20';
      response.writeHead(429, { 'retry-after': wished }).end();
      return true;
    }
    const refusal = this.parts.system === 'dms' && request.method === 'POST' ? await this.cmisRefusal(request, body) : undefined;
    if (refusal === undefined) return false;
    this.parts.count.add(refusal.kind);
    response.writeHead(409, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ exception: refusal.exception, message: refusal.message }));
    return true;
  }

  /** As repositories say them: CMIS 1.1, 2.2.1.4.2. */
  private async cmisRefusal(
    request: IncomingMessage,
    body: Buffer,
  ): Promise<{ readonly kind: FaultKind; readonly exception: string; readonly message: string } | undefined> {
    if (!['dms-name-refused', 'dms-locked'].some((kind) => this.shares.has(kind as FaultKind))) return undefined;
    const { fields } = await readRequest(request, body);
    const property = (id: string): string => {
      const index = Object.entries(fields).find(([name, value]) => name.startsWith('propertyId[') && value === id)?.[0];
      return index === undefined ? '' : (fields[index.replace('propertyId', 'propertyValue')] ?? '');
    };
    const document = property('okienko:documentId');
    const name = property('cmis:name');
    const isNew = fields.cmisaction === 'createDocument';
    if (isNew && !PLAIN_NAME.test(name) && this.isChosen('dms-name-refused', document)) {
      return { kind: 'dms-name-refused', exception: 'nameConstraintViolation', message: `"${name}" is no name that we take` };
    }
    const locked = isNew
      ? document
      : fields.cmisaction === 'update'
        ? new URL(request.url ?? '', 'http://door').searchParams.get('objectId')
        : '';
    if (locked && this.isChosen('dms-locked', locked)) {
      const tries = this.lockedTries.get(locked) ?? 0;
      this.lockedTries.set(locked, tries + 1);
      if (tries < LOCKED_TRIES) return { kind: 'dms-locked', exception: 'versioning', message: 'locked by kowalska' };
    }
    return undefined;
  }

  /** The same ones each time, whenever they are asked for. */
  private isChosen(kind: FaultKind, id: string): boolean {
    const draw = createHash('sha256').update(`${kind}/${id}`).digest().readUInt32BE(0) / 2 ** 32;
    return draw < (this.shares.get(kind) ?? 0);
  }

  private async passOn(
    request: IncomingMessage,
    body: Buffer,
  ): Promise<{ readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: Buffer }> {
    const { method = 'GET', url = '/', headers } = request;
    const passed = Object.entries(headers).flatMap(([name, value]) =>
      typeof value === 'string' && !NOT_PASSED_ON.has(name) ? [[name, value] as const] : [],
    );
    const answer = await fetch(`${new URL(this.parts.target).origin}${url}`, {
      method,
      redirect: 'manual',
      headers: Object.fromEntries(passed),
      ...(body.length === 0 ? {} : { body: new Uint8Array(body) }),
    });
    const said = [...answer.headers].filter(([name]) => !NOT_PASSED_ON.has(name));
    return { status: answer.status, headers: Object.fromEntries(said), body: Buffer.from(await answer.arrayBuffer()) };
  }
}
