/** A real HTTP server on loopback that says what a test makes it say. */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Asked {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: string;
}
export interface Said {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}
export interface Loopback {
  readonly url: string;
  close(): Promise<void>;
}

export async function loopback(answer: (asked: Asked) => Said): Promise<Loopback> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = '', url: path = '', headers } = request;
    const said = answer({ method, headers, path, authorization: headers.authorization, body: Buffer.concat(chunks).toString() });
    response.writeHead(said.status ?? 200, said.headers).end(said.body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
