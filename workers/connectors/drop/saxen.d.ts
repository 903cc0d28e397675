/** The part of saxen that we use; it ships no types. */
declare module 'saxen' {
  type Decode = (text: string) => string;
  export class Parser {
    /** Prefix by namespace: tags come with it, whichever the document uses. */
    ns(prefixes: Readonly<Record<string, string>>): this;
    on(event: 'openTag', act: (tag: string, attributes: () => Readonly<Record<string, string>>, decode: Decode) => void): this;
    on(event: 'closeTag', act: (tag: string) => void): this;
    on(event: 'text', act: (text: string, decode: Decode) => void): this;
    on(event: 'cdata', act: (text: string) => void): this;
    on(event: 'error', act: (error: Error) => void): this;
    parse(xml: string): void;
  }
}
