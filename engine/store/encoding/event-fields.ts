/** The kinds of field that events are made of, and how a list of fields becomes the codec of an event type. */
import type { EngineEvent } from '../../core/index.js';
import type { HistoryReader } from './history-reader.js';
import type { HistoryWriter } from './history-writer.js';

export interface Field<T> {
  write(row: HistoryWriter, value: T): void;
  read(row: HistoryReader): T;
}

export interface EventCodec<E> {
  /** First byte of the event; for ever. */
  readonly tag: number;
  /** The member that names the element instance it happened to. */
  readonly element: keyof E | undefined;
  write(row: HistoryWriter, event: E): void;
  read(row: HistoryReader): E;
  /** Passes over one; what it names is known afterwards. */
  skip(row: HistoryReader): void;
  /** What readers want to know and the event itself doesn't say. */
  readonly context: EventContextCodec<E> | undefined;
}

/** Known before the step, gone after it: what an event was about. Members are there only where they apply. */
export interface EventContext {
  readonly jobType?: string;
  readonly assignee?: string;
  /** The event that a timer or subscription is for. */
  readonly node?: number;
  readonly name?: string;
}

export interface EventContextCodec<E> {
  write(row: HistoryWriter, event: E): void;
  read(row: HistoryReader): EventContext;
}

type Event<T extends EngineEvent['type']> = Extract<EngineEvent, { type: T }>;
export type FieldsOf<E> = { readonly [K in Exclude<keyof E, 'type'>]: Field<E[K]> };

interface Options<E> {
  readonly element?: Exclude<keyof E, 'type'>;
  readonly context?: EventContextCodec<E>;
}

/** An event whose members are written one after the other, in the order of `fields`. */
export function event<T extends EngineEvent['type']>(
  type: T,
  tag: number,
  fields: FieldsOf<Event<T>>,
  options: Options<Event<T>> = {},
): EventCodec<Event<T>> {
  const members = Object.entries<Field<unknown>>(fields as Record<string, Field<unknown>>);
  return {
    tag,
    element: options.element,
    context: options.context,
    write(row, value) {
      const values = value as Readonly<Record<string, unknown>>;
      for (const [name, field] of members) field.write(row, values[name]);
    },
    read(row) {
      const value: Record<string, unknown> = { type };
      for (const [name, field] of members) value[name] = field.read(row);
      return value as Event<T>;
    },
    skip(row) {
      for (const [, field] of members) field.read(row);
    },
  };
}

export const key: Field<bigint> = { write: (row, value) => row.facts.key(value), read: (row) => row.facts.key() };
/** Element instance of this tree. */
export const element: Field<bigint> = { write: (row, value) => row.element(value), read: (row) => row.element() };
/** Process instance of this tree. */
export const instance: Field<bigint> = { write: (row, value) => row.instance(value), read: (row) => row.instance() };
export const index: Field<number> = { write: (row, value) => row.facts.varint(value), read: (row) => row.facts.varint() };
export const int: Field<number> = { write: (row, value) => row.facts.int(value), read: (row) => row.facts.int() };
export const flag: Field<boolean> = { write: (row, value) => row.facts.byte(value ? 1 : 0), read: (row) => row.facts.byte() === 1 };
/** A word that stays after an erasure. */
export const word: Field<string> = { write: (row, value) => row.facts.string(value), read: (row) => row.facts.string() };
/** A text that an erasure takes away. */
export const text: Field<string> = { write: (row, value) => row.text(value), read: (row) => row.text() };
export const variables: Field<ReadonlyMap<string, string>> = {
  write: (row, value) => row.variables(value),
  read: (row) => row.variables(),
};

export function list<T>(of: Field<T>): Field<readonly T[]> {
  return {
    write(row, values) {
      row.facts.varint(values.length);
      for (const value of values) of.write(row, value);
    },
    read(row) {
      const values: T[] = [];
      for (let left = row.facts.count(); left > 0; left--) values.push(of.read(row));
      return values;
    },
  };
}
