/** Bodies of the browser binding's POSTs. CMIS 1.1, 5.4.4: controls `propertyId[0]`, `propertyValue[0]`, content in a part of its own. */

/** null = unset. */
export type Written = Readonly<Record<string, string | null>>;

export interface Content {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
}

export interface Action {
  readonly cmisaction: string;
  readonly properties?: Written;
  readonly content?: Content;
  /** Further controls, such as changeToken. */
  readonly controls?: Readonly<Record<string, string>>;
}

export function formOf({ cmisaction, properties = {}, controls = {}, content }: Action): URLSearchParams | FormData {
  const fields: [string, string][] = [['cmisaction', cmisaction], ['succinct', 'true'], ...Object.entries(controls)];
  for (const [index, [id, value]] of Object.entries(properties).entries()) {
    fields.push([`propertyId[${index}]`, id]);
    if (value !== null) fields.push([`propertyValue[${index}]`, value]);
  }
  if (content === undefined) return new URLSearchParams(fields);
  const form = new FormData();
  // 5.4.4.1.1: without it servers read Latin-1, and every ą is lost.
  form.append('_charset_', 'UTF-8');
  for (const field of fields) form.append(...field);
  // Its file name doesn't obey _charset_, so it says nothing; cmis:name names the document.
  form.append('content', new Blob([new Uint8Array(content.bytes)], { type: content.mediaType }), 'content');
  return form;
}

/** A literal of CMIS QL. 2.1.14.2.1: backslash escapes quote and backslash. */
export function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}

/** For LIKE, where % and _ stand for others. */
export function startingWith(text: string): string {
  return `'${text.replace(/[\\'%_]/g, '\\$&')}%'`;
}
