/** A document system of its own on loopback, as another city's EOD: it keeps files by our keys, and can be stopped and started. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import type { RemotePeer } from '../../workers/outbox/peer.js';

export interface FilingOffice {
  readonly peer: RemotePeer;
  /** By the run of the case, as this system has them. */
  readonly files: ReadonlyMap<string, 'open' | 'closed'>;
  away(): Promise<void>;
  back(): Promise<void>;
}

const asked = z.object({ effectKey: z.string(), action: z.string(), caseRun: z.string() });
const answered = z.object({ recordId: z.string(), recordNumber: z.string() });

export async function openFilingOffice(): Promise<FilingOffice> {
  const files = new Map<string, 'open' | 'closed'>();
  const numbers: string[] = [];
  let server: Server | undefined;
  let port = 0;

  /** The second answer to the same key is the first one. */
  function file({ action, caseRun }: z.infer<typeof asked>): z.infer<typeof answered> {
    if (!numbers.includes(caseRun)) numbers.push(caseRun);
    const number = numbers.indexOf(caseRun) + 1;
    if (action === 'close') files.set(caseRun, 'closed');
    else if (!files.has(caseRun)) files.set(caseRun, 'open');
    return { recordId: `file-${number}`, recordNumber: `EOD.${number}.2026` };
  }

  const office: FilingOffice = {
    peer: {
      type: 'remote',
      async deliver({ effectKey, action, caseRun }, signal) {
        const body = JSON.stringify({ effectKey, action, caseRun });
        const answer = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body, signal });
        return { type: 'delivered', ...answered.parse(await answer.json()) };
      },
    },
    files,
    async away() {
      const closing = server;
      server = undefined;
      if (closing === undefined) return;
      const closed = new Promise((resolve) => closing.close(resolve));
      closing.closeAllConnections();
      await closed;
    },
    async back() {
      const opening = createServer(async (request, response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of request) chunks.push(chunk as Buffer);
        response.end(JSON.stringify(file(asked.parse(JSON.parse(Buffer.concat(chunks).toString())))));
      });
      await new Promise<void>((resolve) => opening.listen(port, '127.0.0.1', resolve));
      port = (opening.address() as AddressInfo).port;
      server = opening;
    },
  };
  await office.back();
  return office;
}
