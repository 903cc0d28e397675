/** The forms and decision tables of a draft while it is open: what each is now, what it was before each change, what is stored with the draft. */
import { useCallback, useRef, useState } from 'react';
import { call } from '../../../api/call.js';
import { readForm } from '../../../forms/schema.js';
import type { Draft } from '../queries.js';
import type { PartKind } from './part-acts.js';

type DraftPart = Draft['parts'][number];

/** Steps back that are kept for each part. */
const MOST_UNDO = 200;

export interface Part {
  readonly resourceName: string;
  readonly kind: PartKind;
  /** The form's id, or those of the decisions. */
  readonly ids: readonly string[];
  /** What a person knows it by. */
  readonly title: string;
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
  /** Shows what the draft stored at another time; those that are the same then keep what can be undone of them. */
  replace(stored: readonly DraftPart[]): void;
  /** What the draft stores: all that isn't as it is published. */
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
          : { ...part, ...saidBy(part.kind, content), past: [...part.past, part.content].slice(-MOST_UNDO), future: [] },
      ),
    undo: (resourceName) =>
      changeOne(resourceName, (part) => {
        const content = part.past.at(-1);
        return content === undefined
          ? part
          : { ...part, ...saidBy(part.kind, content), past: part.past.slice(0, -1), future: [part.content, ...part.future] };
      }),
    redo: (resourceName) =>
      changeOne(resourceName, (part) => {
        const [content, ...future] = part.future;
        return content === undefined ? part : { ...part, ...saidBy(part.kind, content), past: [...part.past, part.content], future };
      }),
    replace: (stored) =>
      update((before) => {
        const kept = before.flatMap((part) => {
          const content = stored.find(({ resourceName }) => resourceName === part.resourceName)?.content ?? part.published;
          // New in this draft, and not there at that time.
          if (content === null || content === '') return [];
          return [content === part.content ? part : { ...part, ...saidBy(part.kind, content), past: [], future: [] }];
        });
        const added = stored.filter(({ resourceName }) => !kept.some((part) => part.resourceName === resourceName));
        return [...kept, ...added.map(fromDraft)];
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
  return { resourceName, kind, ...saidBy(kind, content), published, baseVersion, past: [], future: [] };
}

/**
 * A text with the ids and the title that it says, read once for each text. Of a file of decisions its text tells enough: reading it whole
 * takes a moment.
 */
function saidBy(kind: PartKind, content: string): Pick<Part, 'content' | 'ids' | 'title'> {
  if (kind === 'form') {
    const form = readForm(content);
    const id = form?.id ?? '';
    const heading = /^#+\s*(.+)/.exec(String(form?.components.find(({ type }) => type === 'text')?.text ?? ''))?.[1];
    return { content, ids: [id], title: heading?.trim() || id };
  }
  const ids = [...content.matchAll(/<(?:[\w-]+:)?decision\s[^>]*?\bid="([^"]+)"/g)].map(([, id = '']) => id);
  const name = /<(?:[\w-]+:)?decision\s[^>]*?\bname="([^"]+)"/.exec(content)?.[1];
  return { content, ids, title: name?.trim() || (ids[0] ?? '') };
}
