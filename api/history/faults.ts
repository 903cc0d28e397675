/** A sentence for each fault that a check of history can find; the reason itself is what programs look at. */
import { type Said, said } from '../http/language.js';

const SENTENCES: Readonly<Record<string, Said>> = {
  SEQUENCE_GAP: said('Brakuje tego wpisu albo jeden jest dwa razy.', 'Expected this entry, but it is missing, or one comes twice.'),
  FOREIGN_ROW: said('Zamiast wpisu tego przebiegu jest wpis innego.', 'Expected a row of this stream, but found one of another.'),
  HASH_MISMATCH: said(
    'Wpis nie jest taki, jak go zapisano: zmieniono jego nagłówek, fakty albo skrót.',
    'Expected the entry as it was recorded, but its header, facts or hash were changed.',
  ),
  PAYLOAD_MISMATCH: said('Treść wpisu nie jest taka, jak ją zapisano.', 'Expected the payload that was recorded, but it was changed.'),
  PAYLOAD_INCOMPLETE: said(
    'Treść powinna mieć swoją sól albo oboje powinno być usunięte, a brakuje jednego z nich.',
    'Expected a payload with its salt or neither, but one of them is missing.',
  ),
  POSITION_ORDER: said(
    'Pozycje powinny rosnąć, a ta nie jest większa od poprzedniej.',
    'Expected positions that grow, but this one is not above the one before.',
  ),
  TAIL_MISSING: said(
    'Brakuje ostatnich wpisów: łańcuch urywa się przed końcem.',
    'Expected the chain to go on to its end, but the last entries are missing.',
  ),
  HEAD_MISMATCH: said(
    'Łańcuch kończy się gdzie indziej, niż mówi stan.',
    'Expected the chain to end where the state says, but it ends elsewhere.',
  ),
  STREAM_MISSING: said(
    'Nie ma ani jednego wpisu historii tego przebiegu.',
    'Expected the history of this instance, but not one row of it is there.',
  ),
  ROWS_MISSING: said('Wpisów jest mniej niż nadanych pozycji.', 'Expected as many entries as positions were given, but there are fewer.'),
  ANCHOR_CHAIN: said(
    'Kotwica nie jest taka, jak ją zamknięto: zmieniono ją albo jedną z wcześniejszych.',
    'Expected the anchor as it was sealed, but it, or one before it, was changed.',
  ),
  ANCHOR_GAP: said('Od tej pozycji powinna być kotwica, a jej nie ma.', 'Expected an anchor from this position on, but it is missing.'),
  ANCHOR_ROOT: said('Historia jest inna niż ta, którą zakotwiczono.', 'Expected the history that was anchored, but it is another.'),
};
const UNKNOWN = said(
  'W historii jest błąd, którego nie umiemy nazwać.',
  'Expected an intact history, but found a fault that has no description.',
);

export function faultSentence(reason: string): Said {
  return SENTENCES[reason] ?? UNKNOWN;
}
