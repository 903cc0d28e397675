/** New case types begin from one that works: a published model under another id and name. Nobody begins with an empty canvas. */

/** Template → the process whose newest version it is. */
export const TEMPLATES = {
  'three-tier': 'resident-matter',
  information: 'information-request',
  'field-intervention': 'service-request',
} as const;

/** The same model as another process. Ids are unique in a document, so a process's id stands nowhere but where it is meant. */
export function underAnotherName(xml: string, was: string, id: string, name: string): string {
  const own = was.replaceAll(/[.\\]/g, '\\$&');
  const escaped = name.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
  return xml
    .replaceAll(new RegExp(`\\b(id|bpmnElement|processRef)="${own}"`, 'g'), (_, attribute: string) => `${attribute}="${id}"`)
    .replace(new RegExp(`(<\\w+:process\\b[^>]*\\bid="${id}"[^>]*\\bname=")[^"]*"`), (_, before: string) => `${before}${escaped}"`);
}

/** `Zajęcie pasa drogowego` → `zajecie-pasa-drogowego`: ids are for addresses and other systems. `''` when nothing is left. */
export function idOf(name: string): string {
  return name
    .toLowerCase()
    .replaceAll('ł', 'l')
    .normalize('NFD')
    .replaceAll(/[^a-z0-9]+/g, (run) => (/^\p{M}+$/u.test(run) ? '' : '-'))
    .replaceAll(/^[^a-z]+|-+$/g, '')
    .slice(0, 80);
}
