/** The media type that a file's name promises, where whoever keeps it doesn't say. Nobody trusts it: contents are only ever downloaded. PURE. */
import { lookup } from 'mime-types';

export function mediaTypeOf(name: string): string {
  return lookup(name) || 'application/octet-stream';
}
