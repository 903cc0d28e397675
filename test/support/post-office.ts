/** A real SMTP server on loopback: what it took is there to be read, and it can be told to refuse, to lose its answer, to be away. */
import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export interface PostOffice {
  readonly port: number;
  readonly url: URL;
  /** In the order in which they came. */
  readonly mails: readonly ParsedMail[];
  /** What a recipient is answered; nothing: taken. */
  refuse: (recipient: string) => { readonly code: number; readonly text: string } | undefined;
  /** It takes the next mail and is gone before it says so. */
  loseNextAnswer: boolean;
  away(): Promise<void>;
  back(): Promise<void>;
  /** Resolves once so many mails have come. */
  took(count: number): Promise<void>;
}

export async function openPostOffice(): Promise<PostOffice> {
  const mails: ParsedMail[] = [];
  const sockets = new Set<Socket>();
  let server: SMTPServer | undefined;
  let port = 0;

  const office: PostOffice = {
    get port() {
      return port;
    },
    get url() {
      return new URL(`smtp://127.0.0.1:${port}`);
    },
    mails,
    refuse: () => undefined,
    loseNextAnswer: false,
    async away() {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => (server === undefined ? resolve() : server.close(() => resolve())));
      server = undefined;
    },
    async back() {
      server = new SMTPServer({
        authOptional: true,
        disabledCommands: ['STARTTLS'],
        onRcptTo({ address }, _session, done) {
          const refusal = office.refuse(address);
          done(refusal === undefined ? null : Object.assign(new Error(refusal.text), { responseCode: refusal.code }));
        },
        onData(stream, _session, done) {
          simpleParser(stream).then((mail) => {
            mails.push(mail);
            if (!office.loseNextAnswer) return done();
            office.loseNextAnswer = false;
            for (const socket of sockets) socket.destroy();
          }, done);
        },
      });
      server.server.on('connection', (socket: Socket) => {
        sockets.add(socket);
        socket.once('close', () => sockets.delete(socket));
      });
      // A client that goes away is no failure of the test.
      server.on('error', () => undefined);
      server.listen(port, '127.0.0.1');
      await once(server.server, 'listening');
      port = (server.server.address() as AddressInfo).port;
    },
    async took(count) {
      while (mails.length < count) await new Promise((resolve) => setTimeout(resolve, 20));
    },
  };
  await office.back();
  return office;
}
