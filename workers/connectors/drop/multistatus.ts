/** What a PROPFIND says (RFC 4918, 13 and 14): resources with the properties that the server gave. Others are left out. */
import { Parser } from 'saxen';

export interface DavResource {
  /** Decoded, without a slash at the end. */
  readonly path: string;
  readonly isFolder: boolean;
  readonly etag: string | null;
  /** The server's clock, which shows seconds. */
  readonly changedMs: number;
  readonly sizeBytes: number;
}

/** Asked by name: some servers leave things out of "all". */
export const PROPFIND =
  '<?xml version="1.0" encoding="utf-8"?><propfind xmlns="DAV:"><prop><resourcetype/><getetag/><getlastmodified/><getcontentlength/></prop></propfind>';

interface Properties {
  isFolder: boolean;
  texts: Map<string, string>;
}

/** Throws on what isn't a multistatus. */
export function readMultistatus(xml: string, base: string): readonly DavResource[] {
  const resources: DavResource[] = [];
  let href = '';
  let given: Properties = nothing();
  let block: Properties = nothing();
  let text = '';
  let isMultistatus = false;
  const parser = new Parser().ns({ 'DAV:': 'dav' });
  parser.on('openTag', (tag) => {
    text = '';
    if (tag === 'dav:multistatus') isMultistatus = true;
    if (tag === 'dav:response') given = nothing();
    if (tag === 'dav:propstat') block = nothing();
    if (tag === 'dav:collection') block.isFolder = true;
  });
  parser.on('text', (piece, decode) => {
    text += decode(piece);
  });
  parser.on('cdata', (piece) => {
    text += piece;
  });
  parser.on('closeTag', (tag) => {
    switch (tag) {
      case 'dav:href':
        href = text.trim();
        break;
      // Of a propstat, or of a response without one: only what the server gives counts.
      case 'dav:status':
        block.texts.set(tag, text.trim());
        break;
      case 'dav:propstat':
        if (/^HTTP\/[\d.]+ 2\d\d/.test(block.texts.get('dav:status') ?? '')) given = block;
        break;
      case 'dav:response':
        resources.push(resourceOf(new URL(href, base), given));
        break;
      default:
        block.texts.set(tag, text.trim());
    }
    text = '';
  });
  parser.on('error', (error) => {
    throw error;
  });
  parser.parse(xml);
  if (!isMultistatus) throw new Error('Expected a multistatus as a WebDAV server gives it, but got something else');
  return resources;
}

function nothing(): Properties {
  return { isFolder: false, texts: new Map() };
}

function resourceOf({ pathname }: URL, { isFolder, texts }: Properties): DavResource {
  const changedMs = Date.parse(texts.get('dav:getlastmodified') ?? '');
  return {
    path: pathname.replace(/\/$/, '').split('/').map(decodeURIComponent).join('/'),
    isFolder,
    etag: texts.get('dav:getetag') || null,
    changedMs: Number.isNaN(changedMs) ? 0 : changedMs,
    sizeBytes: Number(texts.get('dav:getcontentlength') ?? 0) || 0,
  };
}
