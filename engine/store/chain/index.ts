/** The proof that history is complete and unchanged. */
export { type Anchor, type AnchorRoot, type AnchorsVerdict, anchorRoot, sealAnchor, verifyAnchors } from './anchor.js';
export { appendAnchor, readAnchors, verifyAnchorLog } from './anchor-log.js';
export { type PayloadSeal, payloadDigest, type RowHeader, rowHash, sealPayload } from './row-hash.js';
export { type BrokenReason, type ChainHead, type ChainRow, type StreamVerdict, verifyStream } from './verify-stream.js';
