/** A sentence for each fault that a check of history can find; the reason itself is what programs look at. */

const SENTENCES: Readonly<Record<string, string>> = {
  SEQUENCE_GAP: 'Expected this entry, but it is missing, or one comes twice.',
  FOREIGN_ROW: 'Expected a row of this stream, but found one of another.',
  HASH_MISMATCH: 'Expected the entry as it was recorded, but its header, facts or hash were changed.',
  PAYLOAD_MISMATCH: 'Expected the payload that was recorded, but it was changed.',
  PAYLOAD_INCOMPLETE: 'Expected a payload with its salt or neither, but one of them is missing.',
  POSITION_ORDER: 'Expected positions that grow, but this one is not above the one before.',
  TAIL_MISSING: 'Expected the chain to go on to its end, but the last entries are missing.',
  HEAD_MISMATCH: 'Expected the chain to end where the state says, but it ends elsewhere.',
  STREAM_MISSING: 'Expected the history of this instance, but not one row of it is there.',
  ROWS_MISSING: 'Expected as many entries as positions were given, but there are fewer.',
  ANCHOR_CHAIN: 'Expected the anchor as it was sealed, but it, or one before it, was changed.',
  ANCHOR_GAP: 'Expected an anchor from this position on, but it is missing.',
  ANCHOR_ROOT: 'Expected the history that was anchored, but it is another.',
};

export function faultSentence(reason: string): string {
  return SENTENCES[reason] ?? 'Expected an intact history, but found a fault that has no description.';
}
