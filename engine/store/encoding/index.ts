/** How the engine's state and history look as bytes. */
export { COMMANDS } from './codes.js';
export { EncodingError, type EncodingErrorCode } from './encoding-error.js';
export {
  type DecodedEvent,
  type DecodedHistory,
  decodeHistory,
  type EncodedHistory,
  encodeHistory,
  HISTORY_ENCODING,
  selectEvents,
} from './event-codec.js';
export type { EventContext } from './event-fields.js';
export type { ElementRef } from './history-reader.js';
export type { ElementLookup } from './history-writer.js';
export { decodeElements, decodePending, encodeElements, encodePending, STATE_ENCODING } from './state-codec.js';
