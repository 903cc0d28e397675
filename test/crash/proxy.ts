/** Stands between engine and PostgreSQL: keeps one address over restarts, and breaks connections at chosen moments. */
import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

export class PostgresProxy {
  private readonly sockets = new Set<Socket>();
  private deaf = false;
  private heard: ((data: Buffer) => void) | undefined;
  private server: Server | undefined;
  private port = 0;

  constructor(private readonly target: () => string) {}

  async open(): Promise<void> {
    this.server = createServer((client) => this.join(client)).listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    const address = this.server.address();
    if (typeof address === 'object' && address) this.port = address.port;
  }

  get url(): string {
    const url = new URL(this.target());
    url.port = String(this.port);
    return url.toString();
  }

  /** From now on statements reach the server, but its answers get lost; then every connection breaks. */
  async loseAnswers(afterMs: number): Promise<void> {
    this.deaf = true;
    await new Promise((resolve) => setTimeout(resolve, afterMs));
    this.cut();
    this.deaf = false;
  }

  /** Once: the server gets the next statement with this text, its answer gets lost, and every connection breaks. */
  async loseAnswerTo(text: string): Promise<void> {
    await new Promise<void>((resolve) => {
      this.heard = (data) => {
        if (!data.includes(text)) return;
        this.heard = undefined;
        this.deaf = true;
        resolve();
      };
    });
    await this.loseAnswers(200);
  }

  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  async close(): Promise<void> {
    this.cut();
    this.server?.close();
  }

  private join(client: Socket): void {
    const server = connect(Number(new URL(this.target()).port), '127.0.0.1');
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      this.sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        this.sockets.delete(one);
        other.destroy();
      });
    }
    client.on('data', (data) => {
      this.heard?.(data);
      server.write(data);
    });
    server.on('data', (data) => {
      if (!this.deaf) client.write(data);
    });
  }
}
