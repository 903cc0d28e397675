/** Which forms and tables are open beside the diagram, and how steps get theirs. */
import { type RefObject, useRef, useState } from 'react';
import type { Schemas } from '../../../api/schema.js';
import { TOAST_MS, toasts } from '../../../components/Toast/Toast.js';
import { newTableFile, withDecisionId } from '../../../decisions/table.js';
import { newForm, readForm, writeForm } from '../../../forms/schema.js';
import { useStrings } from '../../../i18n/language.js';
import { knownText } from '../../../i18n/strings.js';
import { strings as wordStrings } from '../../../words/strings.js';
import type { Diagram, DrawnElement } from '../diagram.js';
import type { Draft } from '../queries.js';
import { actionsOf, elementsIn } from '../step-facts.js';
import type { PartActs, PartKind } from './part-acts.js';
import { strings as partStrings } from './part-strings.js';
import { partIdOf, writePartId } from './StepPart.js';
import { strings } from './step-part-strings.js';
import type { Part, Parts } from './use-parts.js';

export interface PartTabsState {
  readonly open: readonly Part[];
  /** The one in front; undefined: the diagram. */
  readonly part: Part | undefined;
  /** What had the focus when a form or table was opened from the diagram. */
  readonly opener: RefObject<HTMLElement | null>;
  show(resourceName: string | undefined): void;
  close(resourceName: string): void;
  /** Gives this draft its own copy, changes included; others keep theirs. undefined: a file of several decisions can't be parted. */
  readonly separate: (() => void) | undefined;
  readonly acts: PartActs;
}

export function usePartTabs(
  draft: Draft,
  diagram: Diagram | undefined,
  parts: Parts,
  published: readonly Schemas['ModelPart'][],
): PartTabsState {
  const t = useStrings(strings);
  const partWords = useStrings(partStrings);
  const words = useStrings(wordStrings);
  const [names, setNames] = useState<readonly string[]>([]);
  const [front, setFront] = useState<string>();
  const open = names.flatMap((name) => parts.list.find(({ resourceName }) => resourceName === name) ?? []);
  const opener = useRef<HTMLElement>(null);
  const show = (resourceName: string | undefined) => {
    setFront(resourceName);
    if (resourceName !== undefined) setNames((before) => (before.includes(resourceName) ? before : [...before, resourceName]));
  };

  const offered = (kind: PartKind) => {
    const ours = parts.list.filter((part) => part.kind === kind).flatMap((part) => part.ids.map((id) => ({ id, name: part.title })));
    const others = published.filter((one) => one.kind === kind && !ours.some(({ id }) => id === one.id));
    return [...ours, ...others.map(({ id, name }) => ({ id, name }))].sort((one, other) => one.name.localeCompare(other.name));
  };
  const begin = (kind: PartKind, drawn: DrawnElement) => {
    if (diagram === undefined) return;
    opener.current = focusedNow();
    const name = drawn.businessObject.name?.trim() || t('unnamed');
    const taken = new Set(offered(kind).map(({ id }) => id));
    const id = freeId(`${draft.id}-${slug(name)}`, taken);
    const options = actionsOf(drawn.businessObject).map((value) => ({ label: knownText(wordStrings, words, 'decision', value), value }));
    const content =
      kind === 'form'
        ? writeForm(newForm(id, name, t('new.decision'), options))
        : newTableFile(id, name, { input: t('new.input'), output: t('new.output') });
    const resourceName = `${draft.id}/${id}.${kind === 'form' ? 'form' : 'dmn'}`;
    parts.begin(resourceName, content);
    writePartId(diagram, drawn, kind, id);
    show(resourceName);
  };
  const part = open.find(({ resourceName }) => resourceName === front);
  const separate = async ({ kind, ids, content, resourceName }: Part, shared: Diagram) => {
    const [was = ''] = ids;
    const id = freeId(`${draft.id}-${was}`.slice(0, 120), new Set(offered(kind).map((one) => one.id)));
    const copy = kind === 'form' ? writeForm({ ...readForm(content), id }) : await withDecisionId(content, id);
    const name = `${draft.id}/${id}.${kind === 'form' ? 'form' : 'dmn'}`;
    parts.begin(name, copy);
    for (const drawn of elementsIn(shared)) if (partIdOf(drawn, kind) === was) writePartId(shared, drawn, kind, id);
    parts.drop(resourceName);
    setNames((before) => before.map((one) => (one === resourceName ? name : one)));
    setFront(name);
  };
  return {
    open,
    part,
    opener,
    separate: part === undefined || diagram === undefined || part.ids.length !== 1 ? undefined : () => void separate(part, diagram),
    show,
    close: (resourceName) => {
      setNames((before) => before.filter((name) => name !== resourceName));
      setFront(undefined);
    },
    acts: {
      offered,
      open: (kind, id) => {
        opener.current = focusedNow();
        parts.open(kind, id).then(show, (error: unknown) => {
          const reason = error instanceof Error ? error.message : String(error);
          toasts.add({ message: partWords('failed', { reason }) }, { timeout: TOAST_MS });
        });
      },
      begin,
    },
  };
}

function focusedNow(): HTMLElement | null {
  return document.activeElement instanceof HTMLElement ? document.activeElement : null;
}

function slug(name: string): string {
  const plain = name.toLowerCase().replaceAll('ł', 'l').normalize('NFD').replaceAll(/\p{M}/gu, '');
  return plain
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 40);
}

function freeId(wanted: string, taken: ReadonlySet<string>): string {
  for (let count = 1; ; count++) {
    const id = count === 1 ? wanted : `${wanted}-${count}`;
    if (!taken.has(id)) return id;
  }
}
