/** Opens and closes an HTTP door, for the server and for whatever stands in its place in tests: both keep connections equally long. */
import { createServer, type Server } from 'node:http';
import type Koa from 'koa';

/** Longer than a proxy keeps a connection that it means to use again (60 s as a rule): else it writes into one that is just being closed. */
const KEEP_ALIVE_MS = 75_000;

interface Place {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
}

const ANY_ON_LOOPBACK: Place = { host: '127.0.0.1', port: 0 };

/** Rejects with what the system says when the place can't be had. */
export function listen(app: Koa, { host, port }: Place = ANY_ON_LOOPBACK): Promise<Server> {
  const server = createServer(app.callback());
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}

/** Cuts what is still connected. */
export function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
