/** The proof that history is complete and unchanged. */
export { type AnchorRoot, anchorRoot, type RootOf, sealAnchor, verifyAnchor, verifyAnchors } from './anchor.js';
export { appendAnchor, readAnchors } from './anchor-log.js';
export { ANCHOR_COLUMNS, type AnchorRow, anchorOf } from './anchor-row.js';
export { type PayloadSeal, payloadDigest, type RowHeader, rowHash, sealPayload } from './row-hash.js';
export { verifyHistory } from './verify-history.js';
export { type ChainHead, type ChainRow, verifyStream } from './verify-stream.js';
