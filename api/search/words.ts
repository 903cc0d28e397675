/** What a typed word finds: the beginning of a word, without case, diacritics and the ending that Polish would change. */
import { fold } from '../cases/classify.js';

const ENDINGS = /(owego|owych|owymi|iami|ach|ami|owi|ego|emu|ych|ymi|ich|imi|iej|iem|iom|ow|om|em|ej|ie|ia|ii|y|i|a|e|u|o)$/;
const SHORTEST_STEM = 3;

/** Every typed word must begin a word of the text. */
export function finds(typed: string, text: string): boolean {
  const there = wordsOf(text);
  return wordsOf(typed).every((word) => there.some((known) => known.startsWith(word) || known.startsWith(stem(word))));
}

function wordsOf(text: string): readonly string[] {
  return fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');
}

function stem(word: string): string {
  const cut = word.replace(ENDINGS, '');
  return cut.length >= SHORTEST_STEM ? cut : word;
}
