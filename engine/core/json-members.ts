/**
 * The members of a JSON object, each as the text that a variable is kept as: written as JSON.stringify writes it, except that integers
 * of 64 bits keep their digits, as in Zeebe's documents. JavaScript's numbers hold 53 bits, so such texts are read digit by digit.
 */
import type { Json } from './state.js';

/** Fewer digits always fit into a number. */
const LONG_DIGITS = /\d{16}/;
const LONG_INTEGER = /^-?\d{16,19}$/;
const INT64_MAX = (1n << 63n) - 1n;

/** JSON.stringify's own depth ends in the thousands. Deeper values are kept as numbers keep them. */
const DEEPEST = 500;

/** `object` is what JSON.parse made of `text`: that it is JSON, and an object, has been found out. */
export function jsonMembers(text: string, object: object): Map<string, Json> {
  const members = new Map<string, Json>();
  const exact = LONG_DIGITS.test(text) ? new ExactReader(text).members() : undefined;
  for (const [name, value] of Object.entries(object)) members.set(name, exact?.[name] ?? JSON.stringify(value));
  return members;
}

type Members = Record<string, string>;

class TooDeep extends Error {}

class ExactReader {
  private at = 0;
  private depth = 0;

  constructor(private readonly text: string) {}

  members(): Members | undefined {
    try {
      this.space();
      return this.object();
    } catch (error) {
      if (error instanceof TooDeep) return undefined;
      throw error;
    }
  }

  private value(): string {
    this.space();
    switch (this.text[this.at]) {
      case '{': {
        const members = Object.entries(this.object());
        return `{${members.map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(',')}}`;
      }
      case '[':
        return this.array();
      case '"':
        return JSON.stringify(this.string());
      default:
        return literal(this.token(LITERAL));
    }
  }

  /** A plain object without prototype puts and keeps its keys in the order of JSON.parse, the last of two equal ones included. */
  private object(): Members {
    const members: Members = Object.create(null);
    this.entries('}', () => {
      const name = this.string();
      this.space();
      this.at++;
      members[name] = this.value();
    });
    return members;
  }

  private array(): string {
    const values: string[] = [];
    this.entries(']', () => values.push(this.value()));
    return `[${values.join(',')}]`;
  }

  private entries(end: string, read: () => void): void {
    if (++this.depth > DEEPEST) throw new TooDeep();
    do {
      this.at++;
      this.space();
      if (this.text[this.at] === end) break;
      read();
      this.space();
    } while (this.text[this.at] === ',');
    this.at++;
    this.depth--;
  }

  private string(): string {
    return JSON.parse(this.token(STRING)) as string;
  }

  private token(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const [token = ''] = pattern.exec(this.text) ?? [];
    this.at += token.length;
    return token;
  }

  private space(): void {
    this.token(SPACE);
  }
}

const SPACE = /[ \t\r\n]*/y;
const LITERAL = /[^ \t\r\n,\]}]+/y;
const STRING = /"(?:[^"\\]|\\.)*"/y;

function literal(token: string): string {
  if (LONG_INTEGER.test(token)) {
    const integer = BigInt(token);
    if (integer <= INT64_MAX && integer >= -INT64_MAX - 1n) return token;
  }
  return JSON.stringify(JSON.parse(token));
}
