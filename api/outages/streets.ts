/** Whether a place as it was typed lies on a street as it was entered. Case, diacritics, "ul." and Polish endings don't matter. */
import { fold } from '../cases/classify.js';

const KINDS = new Set(['ul', 'ulica', 'ulicy', 'al', 'aleja', 'alei', 'pl', 'plac', 'placu', 'os', 'osiedle', 'osiedlu']);

export function isOn(place: string, street: string): boolean {
  const typed = wordsOf(place);
  const wanted = wordsOf(street);
  return (
    wanted.length > 0 && wanted.every((word) => typed.some((one) => one === word || (!/^\d/.test(word) && one.startsWith(stem(word)))))
  );
}

function wordsOf(text: string): readonly string[] {
  return fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '' && !KINDS.has(word));
}

/** The part that stays the same through a name's cases, roughly: "Piotrkowska", "Piotrkowskiej"; "Długa", "Długiej". */
function stem(word: string): string {
  if (word.length >= 7) return word.slice(0, -2);
  return word.length >= 5 ? word.slice(0, -1) : word;
}
