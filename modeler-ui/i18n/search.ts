/**
 * Finds what somebody means by what they type: case, diacritics and Polish endings don't matter, so "dziury w jezdniach" finds
 * "Dziura w jezdni" and "smieci" finds "Śmieci". Every typed word must be found; the beginning of a word is enough.
 */
const ENDINGS = /(owego|owych|owymi|iami|ach|ami|owi|ego|emu|ych|ymi|ich|imi|iej|iem|iom|ow|om|em|ej|ie|ia|ii|y|i|a|e|u|o)$/;
/** Shorter stems would find everything. */
const SHORTEST_STEM = 3;
const SMALL_WORDS = new Set(['w', 'we', 'z', 'ze', 'na', 'i', 'o', 'do', 'od', 'po', 'za', 'u', 'the', 'a', 'of', 'in', 'to']);

export function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('ł', 'l')
    .normalize('NFD')
    .replaceAll(/\p{Diacritic}/gu, '');
}

function words(text: string): readonly string[] {
  return plain(text)
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

/** The part of a word that stays the same through its cases, roughly: "jezdniach", "jezdni" → "jezdn". */
function stem(word: string): string {
  const cut = word.replace(ENDINGS, '');
  return cut.length >= SHORTEST_STEM ? cut : word;
}

export function meansSame(text: string, typed: string): boolean {
  const wanted = words(typed).filter((word, index, all) => all.length === 1 || !SMALL_WORDS.has(word) || index === all.length - 1);
  const there = words(text);
  return wanted.every((word) =>
    there.some((known) => known.startsWith(word) || (word.length > SHORTEST_STEM && known.startsWith(stem(word)))),
  );
}
