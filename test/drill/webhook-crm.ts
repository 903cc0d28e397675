/** A CRM that takes webhooks: checks each signature, keeps what it accepted in a file of its own, and takes nothing twice for two things. */
import { once } from 'node:events';
import { appendFileSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import type { CrmRecordThere } from './oracle.js';

const eventSchema = z.object({
  id: z.string(),
  type: z.enum(['pl.okienko.crm.record', 'pl.okienko.crm.change', 'pl.okienko.crm.dates']),
  partitionkey: z.string(),
  sequence: z.string(),
  data: z.object({ caseRun: z.string(), status: z.string().optional(), outcome: z.string().nullish(), promiseAt: z.string().nullish() }),
});
const lineSchema = z.object({ webhookId: z.string(), isRepeated: z.boolean(), event: eventSchema });
type Line = z.infer<typeof lineSchema>;

export class WebhookCrm {
  private readonly known = new Map<string, string>();
  private readonly byRun = new Map<string, string>();

  private constructor(
    private readonly server: Server,
    private readonly file: string,
    private readonly checking: Webhook,
  ) {}

  static async open(file: string, secret: string): Promise<WebhookCrm> {
    const server = createServer();
    const crm = new WebhookCrm(server, file, new Webhook(secret));
    appendFileSync(file, '');
    server.on('request', async (request, response) => {
      const pieces: Buffer[] = [];
      for await (const piece of request) pieces.push(piece as Buffer);
      const answer = crm.take(Buffer.concat(pieces), request.headers as Record<string, string>);
      response.writeHead(answer.status, { 'content-type': 'application/json' }).end(JSON.stringify(answer.body));
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return crm;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hooks/okienko`;
  }

  /** What it calls the record of a run; undefined: it has heard of none. */
  recordOf(caseRun: string): string | undefined {
    return this.byRun.get(caseRun);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  /** Read from its file, as whoever looks into it later would. */
  read(): { readonly records: readonly CrmRecordThere[]; readonly repeated: number } {
    const lines = readFileSync(this.file, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => lineSchema.parse(JSON.parse(line)));
    const records: { -readonly [Name in keyof CrmRecordThere]: CrmRecordThere[Name] }[] = [];
    const last = new Map<string, string>();
    const ofRun = new Map<string, (typeof records)[number]>();
    for (const { isRepeated, event } of lines) {
      if (isRepeated) continue;
      const { caseRun, status = 'open', outcome = null, promiseAt = null } = event.data;
      const isInOrder = event.sequence > (last.get(event.partitionkey) ?? '');
      last.set(event.partitionkey, event.sequence);
      const known = ofRun.get(caseRun);
      if (event.type === 'pl.okienko.crm.change' && known !== undefined) {
        Object.assign(known, { status, outcome, changes: known.changes + 1, isInOrder: known.isInOrder && isInOrder });
        continue;
      }
      if (event.type === 'pl.okienko.crm.dates' && known !== undefined) {
        Object.assign(known, { promiseAt, isInOrder: known.isInOrder && isInOrder });
        continue;
      }
      // A change of what isn't there yet came too early.
      const isRecord = event.type === 'pl.okienko.crm.record';
      const changes = event.type === 'pl.okienko.crm.change' ? 1 : 0;
      const record = { caseRun, status, outcome, promiseAt, changes, isInOrder: isInOrder && isRecord };
      records.push(record);
      ofRun.set(caseRun, record);
    }
    return { records, repeated: lines.filter(({ isRepeated }) => isRepeated).length };
  }

  private take(body: Buffer, headers: Record<string, string>): { readonly status: number; readonly body: object } {
    let event: z.infer<typeof eventSchema>;
    try {
      event = eventSchema.parse(this.checking.verify(body, headers));
    } catch (error) {
      return { status: 400, body: { error: String(error) } };
    }
    const webhookId = headers['webhook-id'] ?? '';
    const isRepeated = this.known.has(webhookId);
    const recordId = this.known.get(webhookId) ?? this.byRun.get(event.data.caseRun) ?? `crm-${event.data.caseRun}`;
    const line: Line = { webhookId, isRepeated, event };
    // On its disk before it says so.
    appendFileSync(this.file, `${JSON.stringify(line)}\n`, { flush: true });
    this.known.set(webhookId, recordId);
    this.byRun.set(event.data.caseRun, recordId);
    return { status: isRepeated ? 409 : 201, body: { recordId, recordNumber: recordId.toUpperCase() } };
  }
}
