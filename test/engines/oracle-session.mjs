/**
 * A real Camunda 8 engine as a child process: its commands on standard input, its records as JSON lines, its gRPC door.
 * The engine is started by a command that takes a port; see ../../docs on how to get one.
 */
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';
import grpc from '@grpc/grpc-js';
import protoLoader from '@grpc/proto-loader';

const proto = createRequire(import.meta.url).resolve('zeebe-node/proto/zeebe.proto');
const { gateway_protocol: protocol } = grpc.loadPackageDefinition(
  protoLoader.loadSync(proto, { keepCase: false, longs: String, enums: String, defaults: true, oneofs: true }),
);
const CALL_LIMIT_MS = 60_000;
const ANSWER_LIMIT_MS = 120_000;

export class OracleSession {
  #process;
  #waiting = [];
  #lines = [];
  #client;
  #port;

  static async start(command, port, environment = process.env) {
    const session = new OracleSession();
    session.#port = port;
    session.#process = spawn(command, [String(port)], { env: environment, stdio: ['pipe', 'pipe', 'ignore'] });
    createInterface({ input: session.#process.stdout }).on('line', (line) => session.#receive(line));
    session.#process.once('exit', () => session.#end(new Error('Expected the oracle to go on, but it ended')));
    await session.#answer();
    session.#connect();
    return session;
  }

  /** One gRPC command. Rejections throw the client's error. */
  call(method, request) {
    return new Promise((resolve, reject) =>
      this.#client[method](request, { deadline: Date.now() + CALL_LIMIT_MS }, (error, answer) => (error ? reject(error) : resolve(answer))),
    );
  }

  /** Leases all jobs of a type at once. */
  activateJobs(type, timeoutMs) {
    return new Promise((resolve, reject) => {
      const jobs = [];
      this.#client
        .ActivateJobs({ type, worker: 'recorder', timeout: timeoutMs, maxJobsToActivate: 1000, requestTimeout: -1 })
        .on('data', (message) => jobs.push(...message.jobs))
        .on('error', reject)
        .on('end', () => resolve(jobs));
    });
  }

  async idle() {
    await this.#command('idle');
  }

  /** @param duration ISO 8601 */
  async advance(duration) {
    await this.moveClock(duration);
    await this.idle();
  }

  /** Without waiting for what falls due: an engine that workers poll is never idle. */
  async moveClock(duration) {
    await this.#command(`time ${duration}`);
  }

  /** Records since the last call. */
  async records() {
    const lines = await this.#command('records');
    return lines.slice(0, -1);
  }

  /** A new, empty engine. */
  async reset() {
    this.#client.close();
    await this.#command('reset');
    this.#connect();
  }

  async quit() {
    this.#client.close();
    this.#process.stdin.write('quit\n');
    await new Promise((resolve) => this.#process.once('exit', resolve));
  }

  /** For an engine that no longer answers. */
  kill() {
    this.#client.close();
    this.#process.kill('SIGKILL');
  }

  #connect() {
    this.#client = new protocol.Gateway(`127.0.0.1:${this.#port}`, grpc.credentials.createInsecure());
  }

  async #command(line) {
    this.#process.stdin.write(`${line}\n`);
    return this.#answer();
  }

  #answer() {
    return new Promise((resolve, reject) => {
      const limit = setTimeout(() => reject(new Error('Expected the oracle to answer, but it did not')), ANSWER_LIMIT_MS);
      const settled = (act) => (value) => {
        clearTimeout(limit);
        act(value);
      };
      this.#waiting.push({ resolve: settled(resolve), reject: settled(reject) });
    });
  }

  #end(reason) {
    for (const { reject } of this.#waiting.splice(0)) reject(reason);
  }

  /** Records come before the line that says `ok`. */
  #receive(line) {
    if (!line.startsWith('{')) return;
    const parsed = JSON.parse(line);
    this.#lines.push(parsed);
    if (parsed.ready === undefined && parsed.ok === undefined && parsed.error === undefined) return;
    const lines = this.#lines;
    this.#lines = [];
    this.#waiting.shift()?.resolve(lines);
  }
}
