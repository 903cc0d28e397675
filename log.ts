/** The log of the whole process: lines of JSON on standard error. */
import { type DestinationStream, type Logger, pino } from 'pino';

export function openLog(level: string, destination: DestinationStream = pino.destination(2)): Logger {
  // pino writes an Error as {} unless its key is `err`; the parts that know nothing of pino say `error`.
  return pino({ name: 'okienko', level, serializers: { error: pino.stdSerializers.err } }, destination);
}
