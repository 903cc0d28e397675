/** Hears danger to life in the caller's words. It only shows the way to 112; better once too often than once too little. */
import { plain } from '../../i18n/search.js';

const DANGER =
  /\b(pozar|ogien\b|iskrz|(pali|zapalil\w?|plonie) sie \w*\s?(dom|blok|kamienic|mieszkani|budyn|dach|las|samochod|auto|smietnik|traw)|plonie\b|zgin(ac|ie)\b|plomien|wybuch|ulatnia \w*\s?gaz|czuc gaz|zapach gazu|czad\b|nieprzytomn|nie oddycha|krwawi|krwotok|dusi sie|topi sie|tonie\b|samobojst|zabic\b|porazil|porazenie pradem|zerwan\w+ (przewod|lini)|wypadek|wypadku|rann[yaei]\b|zawalil|zagrozeni\w+ zyci|fire\b|not breathing|unconscious|bleeding)/;

export function soundsDangerous(note: string): boolean {
  return DANGER.test(plain(note));
}
