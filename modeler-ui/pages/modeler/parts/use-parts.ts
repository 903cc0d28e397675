/** The forms and decision tables of a draft while it is open: what each is now, what it was before each change, what is stored with the draft. */
import { useCallback, useRef, useState } from 'react';
import { call } from '../../../api/call.js';
import type { Schemas } from '../../../api/schema.js';
import type { Draft } from '../queries.js';
import { readForm } from './form-schema.js';

type PartKind = Schemas['ModelPart']['kind'];
type DraftPart = Draft['parts'][number];

/** Steps back that are kept for each part. */
const MOST_UNDO = 200;

export interface Part {
  readonly resourceName: string;
  readonly kind: PartKind;
  /** The form's id, or those of the decisions. */
  readonly ids: readonly string[];
  readonly content: string;
  /** As it was when this page opened it; null: it is new in this draft. */
  readonly published: string | null;
  readonly baseVersion: number | null;
  readonly past: readonly string[];
  readonly future: readonly string[];
}

export interface Parts {
  readonly list: readonly Part[];
  find(kind: PartKind, id: string): Part | undefined;
  /** Gives its name; loads what is published unless the draft has it. */
  open(kind: PartKind, id: string): Promise<string>;
  /** Begins a new one in this draft. */
  begin(resourceName: string, content: string): void;
  /** Leaves what is published as it is. */
  drop(resourceName: string): void;
  write(resourceName: string, content: string): void;
  undo(resourceName: string): void;
  redo(resourceName: string): void;
  /** What the draft stores: all that isn't as it is published. The very same array while nothing changes. */
  stored(): readonly DraftPart[];
}

/** `onChange` is told of every change that must be stored. */
export function useParts(draft: Draft, onChange: () => void): Parts {
  const [list, setList] = useState<readonly Part[]>(() => draft.parts.map(fromDraft));
  const now = useRef(list);
  const update = useCallback((change: (before: readonly Part[]) => readonly Part[]) => {
    now.current = change(now.current);
    setList(now.current);
  }, []);
  const changeOne = (resourceName: string, change: (part: Part) => Part) => {
    update((before) => before.map((part) => (part.resourceName === resourceName ? change(part) : part)));
    onChange();
  };
  const find: Parts['find'] = (kind, id) => now.current.find((part) => part.kind === kind && part.ids.includes(id));
  return {
    list,
    find,
    open: async (kind, id) => {
      const known = find(kind, id);
      if (known !== undefined) return known.resourceName;
      const { content, resourceName, version } = await call('GET /api/v1/model-parts/{kind}/{id}', { params: { kind, id } });
      const loaded = partOf({ resourceName, content, baseVersion: version }, content);
      update((before) => [...before.filter((part) => part.resourceName !== resourceName), loaded]);
      return resourceName;
    },
    begin: (resourceName, content) => {
      update((before) => [...before, partOf({ resourceName, content, baseVersion: null }, null)]);
      onChange();
    },
    drop: (resourceName) => {
      update((before) => before.filter((part) => part.resourceName !== resourceName));
      onChange();
    },
    write: (resourceName, content) =>
      changeOne(resourceName, (part) =>
        part.content === content
          ? part
          : { ...part, content, ids: idsOf(part.kind, content), past: [...part.past, part.content].slice(-MOST_UNDO), future: [] },
      ),
    undo: (resourceName) =>
      changeOne(resourceName, (part) => {
        const content = part.past.at(-1);
        return content === undefined ? part : { ...part, content, past: part.past.slice(0, -1), future: [part.content, ...part.future] };
      }),
    redo: (resourceName) =>
      changeOne(resourceName, (part) => {
        const [content, ...future] = part.future;
        return content === undefined ? part : { ...part, content, past: [...part.past, part.content], future };
      }),
    stored: () =>
      now.current
        .filter(({ content, published }) => content !== published)
        .map(({ resourceName, content, baseVersion }) => ({ resourceName, content, baseVersion })),
  };
}

function fromDraft(part: DraftPart): Part {
  // What is published isn't known yet; the empty text is neither a form nor a table, so this one counts as changed.
  return partOf(part, part.baseVersion === null ? null : '');
}

function partOf({ resourceName, content, baseVersion }: DraftPart, published: string | null): Part {
  const kind = resourceName.endsWith('.form') ? 'form' : 'decisions';
  return { resourceName, kind, ids: idsOf(kind, content), content, published, baseVersion, past: [], future: [] };
}

/** Of a file of decisions its text tells enough: reading it whole takes a moment, and this is asked at every change. */
function idsOf(kind: PartKind, content: string): readonly string[] {
  if (kind === 'form') return [readForm(content)?.id ?? ''];
  return [...content.matchAll(/<(?:[\w-]+:)?decision\s[^>]*?\bid="([^"]+)"/g)].map(([, id = '']) => id);
}

/** What a person knows it by. */
export function titleOf({ kind, content, ids }: Part): string {
  const heading =
    kind === 'form'
      ? /^#+\s*(.+)/.exec(String(readForm(content)?.components.find(({ type }) => type === 'text')?.text ?? ''))?.[1]
      : /<(?:[\w-]+:)?decision\s[^>]*?\bname="([^"]+)"/.exec(content)?.[1];
  return heading?.trim() || (ids[0] ?? '');
}
