/**
 * One row of history = the events of one command in one stream, as bytes: `facts`, and apart from them `payload` with what
 * an erasure may have to take away. The first byte of the facts is the version of the encoding.
 */
import type { Command, EngineEvent } from '../../core/index.js';
import { COMMANDS } from './codes.js';
import { EncodingError } from './encoding-error.js';
import type { EventCodec, EventContext } from './event-fields.js';
import { EVENT_CODECS } from './event-table.js';
import { type ElementRef, HistoryReader } from './history-reader.js';
import { type ElementLookup, HistoryWriter } from './history-writer.js';

export const HISTORY_ENCODING = 1;

export interface EncodedHistory {
  readonly facts: Buffer;
  /** undefined: nothing in this row is erasable. */
  readonly payload: Buffer | undefined;
}

export interface DecodedEvent {
  readonly event: EngineEvent;
  /** The element instance it happened to; undefined for messages, deployments and continuations. */
  readonly element: ElementRef | undefined;
  readonly context: EventContext | undefined;
}

export interface DecodedHistory {
  readonly command: Command['type'];
  readonly events: readonly DecodedEvent[];
  /** The payload is gone: values read as the JSON text `null`, free texts as `''`. */
  readonly erased: boolean;
}

const row = new HistoryWriter();
const NONE: ElementLookup = new Map();

const byTag: (EventCodec<EngineEvent> | undefined)[] = [];
for (const codec of Object.values(EVENT_CODECS)) {
  if (byTag[codec.tag]) throw new EncodingError('ENCODING_CORRUPT', `Expected tags to differ, but two event types have ${codec.tag}`);
  byTag[codec.tag] = codec as EventCodec<EngineEvent>;
}

/**
 * `before`: a tree's element instances before the step (`draft.tree.elements`, before the draft is folded); nothing for the fixed streams.
 * The bytes are views of a shared slab: write them away soon, copy what is to stay.
 */
export function encodeHistory(
  streamKey: bigint,
  command: Command['type'],
  events: readonly EngineEvent[],
  before: ElementLookup = NONE,
): EncodedHistory {
  row.begin(streamKey, events, before);
  row.facts.byte(HISTORY_ENCODING);
  row.facts.byte(COMMANDS.code(command));
  for (const event of events) {
    const codec = EVENT_CODECS[event.type] as EventCodec<EngineEvent>;
    row.facts.byte(codec.tag);
    codec.write(row, event);
    codec.context?.write(row, event);
  }
  return { facts: row.facts.finish(), payload: row.payload.length > 0 ? row.payload.finish() : undefined };
}

/** Which events a reader wants; the others are passed over. By tag. */
export type EventSelection = readonly (boolean | undefined)[];

export function selectEvents(types: readonly EngineEvent['type'][]): EventSelection {
  const wanted: boolean[] = [];
  for (const type of types) wanted[EVENT_CODECS[type].tag] = true;
  return wanted;
}

/** `payload`: null when there is none or none any more. `wanted`: default all. */
export function decodeHistory(streamKey: bigint, facts: Buffer, payload: Buffer | null, wanted?: EventSelection): DecodedHistory {
  const reader = new HistoryReader(streamKey, facts, payload);
  const version = reader.facts.byte();
  if (version !== HISTORY_ENCODING) {
    throw new EncodingError(
      'ENCODING_VERSION_UNKNOWN',
      `Expected history in encoding ${HISTORY_ENCODING}, but found ${version}: it was written by a later version`,
    );
  }
  const command = COMMANDS.word(reader.facts.byte());
  const events: DecodedEvent[] = [];
  while (!reader.facts.atEnd) {
    const tag = reader.facts.byte();
    const codec = byTag[tag];
    if (!codec) throw reader.facts.corrupt(`event tag ${tag}`);
    if (wanted && wanted[tag] !== true) {
      codec.skip(reader);
      codec.context?.read(reader);
      continue;
    }
    const event = codec.read(reader);
    const context = codec.context?.read(reader);
    const key = codec.element === undefined ? undefined : (event as unknown as Record<string, bigint>)[codec.element];
    events.push({ event, element: key === undefined ? undefined : reader.ref(key), context });
  }
  reader.end();
  return { command, events, erased: reader.erased };
}
