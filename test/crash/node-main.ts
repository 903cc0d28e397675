/** Runs an engine until it is killed: says its role when it changes and, with LOAD=1, each acknowledgement as one line. */
import { type ClientCommand, createEngine, type Engine } from '../../engine/index.js';
import { deployReference, keepBusy } from './load.js';

const databaseUrl = process.env.DATABASE_URL;
if (databaseUrl === undefined) throw new Error('Expected DATABASE_URL, but it is not set');

const say = (line: string): void => {
  process.stdout.write(`${line}\n`);
};
const complain = (message: string, details?: Readonly<Record<string, unknown>>): void => console.error(message, details);
const engine = createEngine({ databaseUrl, clock: 'real', log: { info: complain, warn: complain, error: complain } });
await engine.start();
let role = '';
setInterval(() => {
  const now = engine.status();
  if (now.role !== role) say(`role ${now.role} ${now.epoch}`);
  role = now.role;
}, 20);
if (process.env.LOAD === '1') {
  await deployReference(engine);
  // Clients of the writer: once it isn't one any more, they send nothing through it to its successor.
  const writer: Engine = Object.assign(Object.create(engine) as Engine, {
    execute: async (command: ClientCommand) =>
      engine.status().role === 'writer' ? engine.execute(command) : { type: 'unavailable', code: 'NOT_WRITER', reason: 'not the writer' },
  });
  await keepBusy(writer, new AbortController().signal, ({ type, key }) => say(`${type} ${key}`));
}
