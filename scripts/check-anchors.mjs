#!/usr/bin/env node
/**
 * Checks an exported anchor log without trusting Okienko: that the file is one unbroken chain, and, when a database is named, that its
 * history still has the heads that were anchored. The hashes are worked out here again, from docs/operations/proof.md.
 *
 *   node scripts/check-anchors.mjs FILE [--log journal|engine --database postgres://…]
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';

const sha256 = (bytes) => createHash('sha256').update(bytes).digest();

/** Of the anchor before the first one. */
const NOTHING = Buffer.alloc(32);

function anchorHash(anchor, previous) {
  const bytes = Buffer.alloc(93);
  bytes.writeUInt8(2, 0);
  previous.copy(bytes, 1);
  bytes.writeBigInt64BE(anchor.first, 33);
  bytes.writeBigInt64BE(anchor.last, 41);
  bytes.writeDoubleBE(anchor.atMs, 49);
  bytes.writeUInt32BE(anchor.streams, 57);
  anchor.root.copy(bytes, 61);
  return sha256(bytes);
}

const HEADS = {
  engine: `SELECT DISTINCT ON (stream_key) int8send(stream_key) || int4send(seq) || hash AS head
    FROM history WHERE position BETWEEN $1 AND $2 ORDER BY stream_key, seq DESC`,
  journal: `SELECT DISTINCT ON (case_id) uuid_send(case_id) || int4send(seq) || hash AS head
    FROM case_journal WHERE position BETWEEN $1 AND $2 ORDER BY case_id, seq DESC`,
};

async function rootInDatabase(client, log, { first, last }) {
  const { rows } = await client.query(HEADS[log], [String(first), String(last)]);
  return { streams: rows.length, root: sha256(Buffer.concat(rows.map(({ head }) => head))) };
}

function parse(line, number) {
  try {
    const { firstPosition, lastPosition, at, streams, root, hash } = JSON.parse(line);
    const anchor = {
      first: BigInt(firstPosition),
      last: BigInt(lastPosition),
      atMs: Date.parse(at),
      streams,
      root: Buffer.from(root, 'hex'),
      hash: Buffer.from(hash, 'hex'),
    };
    if (anchor.root.length === 32 && anchor.hash.length === 32 && Number.isInteger(streams) && !Number.isNaN(anchor.atMs)) return anchor;
  } catch {
    // Said below.
  }
  throw new Fault(`line ${number}: expected an anchor, but it isn't one`);
}

class Fault extends Error {}

async function check(file, log, client) {
  let previous = { last: 0n, hash: NOTHING };
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(file) })) {
    if (line === '') continue;
    const anchor = parse(line, ++number);
    if (anchor.first !== previous.last + 1n)
      throw new Fault(`line ${number}: expected position ${previous.last + 1n}, but found ${anchor.first}`);
    if (!anchorHash(anchor, previous.hash).equals(anchor.hash))
      throw new Fault(`line ${number}: expected the hash of this line, but found another`);
    if (client) {
      const found = await rootInDatabase(client, log, anchor);
      if (found.streams !== anchor.streams || !found.root.equals(anchor.root))
        throw new Fault(
          `line ${number}: expected the heads that were anchored, but positions ${anchor.first} to ${anchor.last} have others`,
        );
    }
    previous = anchor;
  }
  if (number === 0) throw new Fault('expected anchors, but the file has none');
  return { anchors: number, last: previous.last };
}

async function main() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { log: { type: 'string' }, database: { type: 'string' } },
  });
  const [file] = positionals;
  if (
    !file ||
    positionals.length > 1 ||
    (values.database === undefined) !== (values.log === undefined) ||
    (values.log && !HEADS[values.log])
  ) {
    process.stderr.write('Usage: node scripts/check-anchors.mjs FILE [--log journal|engine --database postgres://…]\n');
    return 2;
  }
  let client;
  try {
    if (values.database) {
      const { default: pg } = await import('pg');
      client = new pg.Client({ connectionString: values.database });
      await client.connect();
      await client.query('SET default_transaction_read_only = on');
    }
    const { anchors, last } = await check(file, values.log, client);
    process.stdout.write(
      `intact: ${anchors} anchors up to position ${last}${client ? `, and the ${values.log} has what they anchor` : ''}\n`,
    );
    return 0;
  } catch (error) {
    process.stdout.write(`${error instanceof Fault ? 'broken' : 'not checked'}: ${error.message}\n`);
    return error instanceof Fault ? 1 : 3;
  } finally {
    await client?.end();
  }
}

process.exitCode = await main();
