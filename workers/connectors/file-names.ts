/** Names that a document system takes: of folders by a case's run, of documents by what people called them. PURE. */

const LONGEST = 180;
/** File systems count bytes, mostly to 255; some are left for a number and for whoever copies it elsewhere. */
const MOST_BYTES = 220;
/** Of one name in one folder. */
export const MOST_NAMESAKES = 100;
/** How many share the last three digits' folder: some repositories slow down with tens of thousands in one. */
const SHARED_DIGITS = 3;

/** `LCK-2026-000123/2` → `LCK-2026-000123-2`. A slash would be a folder of its own. */
export function folderName(caseRun: string): string {
  return cleanName(caseRun.replace('/', '-'));
}

/** The folder that holds those of a thousand cases: `LCK-2026-000xxx`; undefined for a number that doesn't end in that many digits. */
export function shelfName(caseRun: string): string | undefined {
  const number = caseRun.split('/')[0] ?? caseRun;
  if (!new RegExp(`\\d{${SHARED_DIGITS + 1}}$`).test(number)) return undefined;
  return `${cleanName(number.slice(0, -SHARED_DIGITS))}${'x'.repeat(SHARED_DIGITS)}`;
}

/** Whether a folder of that name is one that {@link shelfName} made, and no case's. */
export function isShelf(name: string): boolean {
  return new RegExp(`\\dx{${SHARED_DIGITS}}$`).test(name);
}

/** 1 → as it is, 2 → `pismo (2).pdf`. */
export function numberedName(name: string, count: number): string {
  if (count === 1) return name;
  const { stem, ending } = parts(name);
  return `${stem} (${count})${ending}`;
}

/** As it is called, or with the first number under which nobody in the other folder is. */
export function freeName(name: string, taken: ReadonlySet<string>): string {
  let count = 1;
  while (taken.has(numberedName(name, count))) count++;
  return numberedName(name, count);
}

/** What Windows takes for a device, whatever ending follows. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** Without what file systems and repositories refuse: slashes, wildcards, quotes, control characters, dots and spaces at the ends. */
function cleanName(name: string): string {
  const cleaned = name
    .normalize('NFC')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
    .replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '')
    .replace(/[/\\:*?"<>|]+/g, '-')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  const { stem, ending } = parts(cleaned);
  const letters = [...stem].slice(0, LONGEST - ending.length);
  while (Buffer.byteLength(letters.join('')) > MOST_BYTES - Buffer.byteLength(ending)) letters.pop();
  const short = letters.join('').trimEnd();
  if (short === '') return `dokument${ending}`;
  return DEVICE.test(short) ? `_${short}${ending}` : `${short}${ending}`;
}

/** For a repository that refuses even the cleaned one. */
function plainName(documentId: string, name: string): string {
  const { ending } = parts(name);
  return `dokument-${documentId.replace(/[^A-Za-z0-9]/g, '').slice(0, 12)}${/^\.[A-Za-z0-9]+$/.test(ending) ? ending : ''}`;
}

/** As it is called here; with a number where another document has that name; at last one that no system can dislike. */
export function namesFor(
  { name, documentId }: { readonly name: string; readonly documentId: string },
  taken: ReadonlySet<string>,
): readonly string[] {
  const free = (wished: string, most: number): string[] => {
    const all = Array.from({ length: MOST_NAMESAKES }, (_, index) => numberedName(wished, index + 1));
    return all.filter((one) => !taken.has(one)).slice(0, most);
  };
  return [...free(cleanName(name), 3), ...free(plainName(documentId, name), 1)];
}

function parts(name: string): { readonly stem: string; readonly ending: string } {
  const ending = /(?<=.)\.[^\s.]{1,10}$/u.exec(name)?.[0] ?? '';
  return { stem: name.slice(0, name.length - ending.length), ending };
}
