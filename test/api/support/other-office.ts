/**
 * A CRM or DMS of its own on the wire: keeps records, knows an effect again by its key, and has people who change what they like behind our
 * back. The peer that speaks to it is as thin as a peer can be.
 */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Delivery, ReadablePeer } from '../../../workers/outbox/peer.js';
import type { PeerRecord } from '../../../workers/outbox/source.js';
import type { RecordSystem } from '../../../workers/ports.js';

type Mutable<Value> = { -readonly [Name in keyof Value]: Value[Name] };
export type OfficeRecord = Mutable<Omit<PeerRecord, 'documents'>> & {
  effectKey: string | null;
  documents: { documentId: string; name: string; sha256: string | null }[];
};

interface Told {
  readonly effectKey: string;
  readonly action: string;
  readonly payload: Readonly<Record<string, string | null>>;
}

export class OtherOffice {
  readonly records = new Map<string, OfficeRecord>();
  /** Each effect that came, in order: action and key. */
  readonly heard: { readonly action: string; readonly key: string }[] = [];
  isAway = false;
  private count = 0;
  private server: Server | undefined;
  private url = '';

  constructor(private readonly system: RecordSystem) {}

  async start(): Promise<void> {
    const server = createServer(async (request, response) => {
      let text = '';
      for await (const chunk of request) text += String(chunk);
      const { pathname, searchParams } = new URL(request.url ?? '/', 'http://office');
      const answer = (status: number, body: unknown) => response.writeHead(status).end(JSON.stringify(body));
      if (this.isAway) return answer(503, {});
      if (request.method === 'POST') return answer(200, this.take(JSON.parse(text)));
      const ofCase = searchParams.get('case');
      if (ofCase !== null)
        return answer(
          200,
          [...this.records.values()].filter(({ caseRun }) => caseRun?.startsWith(`${ofCase}/`)),
        );
      const one = this.records.get(pathname.slice(1));
      return answer(one === undefined ? 404 : 200, one ?? {});
    });
    this.server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve) ?? resolve(undefined));
  }

  /** The only record that it has of a run; throws when there is none, or more than one. */
  of(caseRun: string): OfficeRecord {
    const [one, ...more] = [...this.records.values()].filter((record) => record.caseRun === caseRun);
    if (one === undefined || more.length > 0) throw new Error(`Expected one record of ${caseRun}, but there are ${this.records.size}`);
    return one;
  }

  add(record: Partial<OfficeRecord>): OfficeRecord {
    const recordId = `${this.system}-${++this.count}`;
    const made: OfficeRecord = {
      ...{ recordId, recordNumber: `${this.system.toUpperCase()}/${this.count}`, caseRun: null, title: '', status: 'new', outcome: null },
      ...{ isClosed: false, documents: [], version: '1', changedAt: '2026-03-02T09:00:00Z', effectKey: null },
      ...record,
    };
    this.records.set(recordId, made);
    return made;
  }

  peer(): ReadablePeer {
    const ask = async (path: string, signal: AbortSignal, told?: Told) => {
      const answer = await fetch(`${this.url}${path}`, { signal, ...(told ? { method: 'POST', body: JSON.stringify(told) } : {}) });
      if (!answer.ok && answer.status !== 404) throw new Error(`The office answered ${answer.status}`);
      return answer.status === 404 ? undefined : answer.json();
    };
    return {
      type: 'remote',
      deliver: async ({ effectKey, action, payload }, signal) =>
        (await ask('/', signal, { effectKey, action, payload: payload as Told['payload'] })) as Delivery,
      source: {
        read: async (recordId, signal) => (await ask(`/${recordId}`, signal)) as PeerRecord | undefined,
        ofCase: async (caseNumber, signal) => (await ask(`/?case=${encodeURIComponent(caseNumber)}`, signal)) as PeerRecord[],
        // Nobody tells us of changes: what happens behind our back is found by comparing alone.
        changes: async () => ({ records: [], cursor: '0' }),
      },
    };
  }

  /** As a DMS does: from the files of one run to the last of the other, under the same id. */
  private moved(sources: readonly OfficeRecord[], { toCaseRun, documentId }: Told['payload']): Delivery {
    const target = [...this.records.values()].filter(({ caseRun }) => caseRun === toCaseRun).at(-1);
    if (target === undefined) return { type: 'refused', code: 'not-found', reason: `Expected a file of ${toCaseRun}` };
    for (const source of sources) {
      const found = source.documents.filter((one) => one.documentId === documentId);
      source.documents = source.documents.filter((one) => one.documentId !== documentId);
      target.documents.push(...found);
    }
    if (target.documents.some((one) => one.documentId === documentId)) return { type: 'delivered', recordId: target.recordId };
    return { type: 'refused', code: 'not-found', reason: `Expected document ${documentId}, but it is in neither file` };
  }

  private take({ effectKey, action, payload }: Told): Delivery {
    this.heard.push({ action, key: effectKey });
    const { caseRun = null } = payload;
    const known = [...this.records.values()].filter((record) => record.caseRun === caseRun);
    if (action === 'record' || action === 'open') {
      const there = known.find((record) => record.effectKey === effectKey);
      const record = there ?? this.add({ effectKey, caseRun, title: payload.title ?? '', status: 'open' });
      if (action === 'record') record.dates = datesIn(payload);
      else record.plannedAt = payload.plannedAt ?? null;
      return {
        type: 'delivered',
        recordId: record.recordId,
        ...(record.recordNumber === null ? {} : { recordNumber: record.recordNumber }),
      };
    }
    const record = known.at(-1);
    if (action === 'move') return this.moved(known, payload);
    if (record === undefined) return { type: 'refused', code: 'not-found', reason: `Expected a record of ${caseRun}` };
    if (action === 'dates') record.dates = datesIn(payload);
    else if (action === 'plan') record.plannedAt = payload.plannedAt ?? null;
    else if (action === 'document') {
      const { documentId = '', name = '', sha256 = '' } = payload;
      if (record.documents.every((one) => one.documentId !== documentId))
        record.documents.push({ documentId: String(documentId), name: String(name), sha256 });
    } else {
      record.status = action === 'close' ? 'closed' : String(payload.status);
      record.outcome = payload.result ?? payload.outcome ?? record.outcome;
      record.isClosed = record.status === 'closed' || record.status === 'resolved';
    }
    return { type: 'delivered', recordId: record.recordId };
  }
}

/** It keeps whole seconds. */
function datesIn({ promiseAt = null, statutoryAt = null }: Told['payload']): NonNullable<OfficeRecord['dates']> {
  const kept = (at: string | null): string | null => (at === null ? null : at.replace(/\.\d+/, ''));
  return { promiseAt: kept(promiseAt), statutoryAt: kept(statutoryAt), preciseToMs: 1_000 };
}
