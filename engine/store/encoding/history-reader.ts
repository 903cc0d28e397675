/** One row of history while it is read. Without its payload (erased) values are the JSON text `null` and free texts are empty. */
import type { Json, ProcessRoot, Variables } from '../../core/index.js';
import { EncodingError } from './encoding-error.js';
import { KeyIndex } from './key-index.js';
import { Reader } from './reader.js';
import { type PersonalReader, readProcessRoot } from './record-codec.js';

/** Which node of which definition an element instance is. */
export interface ElementRef {
  readonly key: bigint;
  readonly node: number;
  readonly instanceKey: bigint;
  readonly definitionKey: bigint;
}

export interface InstanceRef {
  readonly instanceKey: bigint;
  readonly definitionKey: bigint;
}

export class HistoryReader implements PersonalReader {
  readonly facts: Reader;
  private readonly payload: Reader | undefined;
  private readonly elements: ElementRef[] = [];
  private readonly places = new KeyIndex();
  private readonly instances: InstanceRef[] = [];
  private missing = false;

  constructor(streamKey: bigint, facts: Buffer, payload: Buffer | null) {
    this.facts = new Reader(facts, streamKey);
    this.payload = payload ? new Reader(payload, streamKey) : undefined;
  }

  /** Something that was read so far isn't there any more. */
  get erased(): boolean {
    return this.missing;
  }

  text(): string {
    if (this.facts.byte() === 0) return '';
    if (this.payload) return this.payload.string();
    this.missing = true;
    return '';
  }

  variables(): Variables {
    const variables = new Map<string, Json>();
    for (let left = this.facts.count(); left > 0; left--) {
      const name = this.facts.string();
      variables.set(name, this.payload ? this.payload.string() : 'null');
    }
    if (variables.size > 0 && !this.payload) this.missing = true;
    return variables;
  }

  element(): bigint {
    const code = this.facts.varint();
    if (code === 0) return 0n;
    const known = this.elements[code - 1];
    if (known) return known.key;
    if (code !== this.elements.length + 1) throw this.facts.corrupt(`element reference ${code}`);
    const key = this.facts.key();
    this.remember(key, this.facts.varint(), this.readInstance());
    return key;
  }

  instance(): bigint {
    return this.readInstance().instanceKey;
  }

  introduce(): { readonly element: ElementRef; readonly root: ProcessRoot | undefined } {
    const key = this.facts.key();
    const node = this.facts.varint();
    const isProcess = this.facts.byte() === 1;
    const root = isProcess ? readProcessRoot(this.facts) : undefined;
    if (!root) return { element: this.remember(key, node, this.readInstance()), root };
    const instance = { instanceKey: key, definitionKey: root.definitionKey };
    this.instances.push(instance);
    return { element: this.remember(key, node, instance), root };
  }

  /** What an event of this row has named. */
  ref(key: bigint): ElementRef | undefined {
    return this.elements[this.places.place(key)];
  }

  private remember(key: bigint, node: number, instance: InstanceRef): ElementRef {
    const element = { key, node, instanceKey: instance.instanceKey, definitionKey: instance.definitionKey };
    this.elements.push(element);
    this.places.add(key);
    return element;
  }

  private readInstance(): InstanceRef {
    const index = this.facts.varint();
    const known = this.instances[index];
    if (known) return known;
    if (index !== this.instances.length) throw this.facts.corrupt(`instance reference ${index}`);
    const instance = { instanceKey: this.facts.key(), definitionKey: this.facts.key() };
    this.instances.push(instance);
    return instance;
  }

  /** Both parts must have been read to their ends. */
  end(): void {
    if (!this.facts.atEnd) throw this.facts.corrupt('bytes after the last event');
    if (this.payload && !this.payload.atEnd)
      throw new EncodingError('ENCODING_CORRUPT', 'Expected a payload of these facts, but it has more');
  }
}
