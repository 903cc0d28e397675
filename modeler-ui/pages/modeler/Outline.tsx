/** The list of steps: an equal of the diagram. Arrow keys walk it, the panel edits what is chosen, buttons add, move, connect and delete. */
import { useEffect, useMemo, useRef, useState } from 'react';
import { Button as AriaButton, Collection, Tree, TreeItem, TreeItemContent } from 'react-aria-components';
import { Button } from '../../components/Button/Button.js';
import { Icon } from '../../components/Icon/Icon.js';
import { Menu } from '../../components/Menu/Menu.js';
import { useStrings } from '../../i18n/language.js';
import { CITY_STEPS } from './city-steps.js';
import type { Connection, Diagram, DrawnElement } from './diagram.js';
import styles from './Outline.module.css';
import { addAfter, canMove, isWay, lead, move, type OutlineItem, outlineOf, remove, targetsOf } from './outline.js';
import { strings } from './outline-strings.js';
import { strings as panelStrings } from './panel-strings.js';
import { kindOf } from './step-kind.js';
import { strings as stepStrings } from './strings.js';

interface OutlineProps {
  readonly diagram: Diagram;
  /** Counts the changes of the diagram. */
  readonly change: number;
  readonly chosen: DrawnElement | undefined;
  readonly onChoose: (elementId: string) => void;
}

export function Outline({ diagram, change, chosen, onChoose }: OutlineProps) {
  const t = useStrings(strings);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the tree is read anew after every change
  const items = useMemo(() => outlineOf(diagram), [diagram, change]);
  // All is open until somebody folds it; so is what is added later.
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const ids = useMemo(() => idsOf(items), [items]);
  const open = useMemo(() => ids.filter((id) => !folded.has(id)), [ids, folded]);
  const list = useRef<HTMLElement>(null);
  const id = chosen?.id;
  useEffect(() => {
    if (id !== undefined) list.current?.querySelector(`[data-key="${CSS.escape(id)}"]`)?.scrollIntoView({ block: 'nearest' });
  }, [id]);
  return (
    <section ref={list} className={styles.outline} aria-label={t('title')}>
      <Acts diagram={diagram} chosen={chosen} onChoose={onChoose} />
      <Tree
        aria-label={t('title')}
        className={styles.tree}
        items={items}
        selectionMode="single"
        selectionBehavior="replace"
        disallowEmptySelection
        selectedKeys={chosen === undefined ? [] : [chosen.id]}
        expandedKeys={open}
        onExpandedChange={(keys) => setFolded(new Set(ids.filter((id) => !keys.has(id))))}
        onSelectionChange={(keys) => {
          if (keys === 'all') return;
          const [first] = keys;
          if (first !== undefined) onChoose(String(first));
        }}
        // What is drawn is mutable; only a count tells that it changed.
        dependencies={[change]}
      >
        {(item) => <Branch item={item} change={change} />}
      </Tree>
    </section>
  );
}

function Branch({ item, change }: { readonly item: OutlineItem; readonly change: number }) {
  const t = useStrings(strings);
  const kinds = useStrings(panelStrings);
  const name = useLine(item.drawn);
  const kind = kinds(`kind.${kindOf(item.drawn)}`);
  return (
    <TreeItem id={item.id} textValue={name} className={styles.item}>
      <TreeItemContent>
        {({ hasChildItems }) => (
          <div className={styles.line}>
            {hasChildItems ? (
              <AriaButton slot="chevron" className={styles.chevron} aria-label={t('expand')}>
                <Icon name="unfold" />
              </AriaButton>
            ) : (
              !isWay(item.drawn) && <span className={styles.leaf} />
            )}
            <span className={styles.name}>{name}</span>
            {name !== kind && <span className={styles.kind}>{kind}</span>}
          </div>
        )}
      </TreeItemContent>
      <Collection items={item.items} dependencies={[change]}>
        {(child) => <Branch item={child} change={change} />}
      </Collection>
    </TreeItem>
  );
}

function useLine(drawn: DrawnElement): string {
  const t = useStrings(strings);
  const named = useNamed();
  if (!isWay(drawn)) return named(drawn);
  const to = named((drawn as Connection).target);
  const name = drawn.businessObject.name?.trim() ?? '';
  return name === '' ? t('way', { to }) : t('way.named', { name, to });
}

/** What has no name, such as where ways only meet, is called by what it is: an id says nothing to anybody. */
function useNamed(): (drawn: DrawnElement) => string {
  const t = useStrings(strings);
  const kinds = useStrings(panelStrings);
  return (drawn) => {
    const name = drawn.businessObject.name?.trim();
    if (name) return name;
    const kind = kindOf(drawn);
    return kind === 'meeting' ? kinds('kind.meeting') : t('unnamed', { kind: kinds(`kind.${kind}`) });
  };
}

function Acts({ diagram, chosen, onChoose }: Omit<OutlineProps, 'change'>) {
  const t = useStrings(strings);
  const steps = useStrings(stepStrings);
  const nameOf = useNamed();
  const isRoot = chosen === undefined || ['bpmn:Process', 'bpmn:Collaboration', 'bpmn:Participant'].includes(chosen.type);
  if (isRoot) return <p className={styles.hint}>{t('choose')}</p>;
  const canGoOn = !isWay(chosen) && chosen.type !== 'bpmn:EndEvent';
  const targets = canGoOn || isWay(chosen) ? targetsOf(chosen) : [];
  const after = (chosen.incoming[0]?.source ?? diagram.service('canvas').getRootElement()).id;
  return (
    <div className={styles.acts} role="toolbar" aria-label={t('acts', { name: nameOf(chosen) })}>
      {canGoOn && (
        <Menu
          label={t('add.label', { name: nameOf(chosen) })}
          button={t('add')}
          from="start"
          groups={[
            {
              title: t('add'),
              entries: CITY_STEPS.map((step) => ({
                id: step,
                label: steps(`step.${step}`),
                act: () => onChoose(addAfter(diagram, chosen, step, steps(`step.${step}`)).id),
              })),
            },
          ]}
        />
      )}
      {targets.length > 0 && (
        <Menu
          label={t('lead.label', { name: nameOf(chosen) })}
          button={t(isWay(chosen) ? 'lead.elsewhere' : 'lead')}
          from="start"
          groups={[
            {
              title: t('lead'),
              entries: targets.map((target) => ({ id: target.id, label: nameOf(target), act: () => lead(diagram, chosen, target) })),
            },
          ]}
        />
      )}
      <Button isDisabled={!canMove(chosen, 'earlier')} onPress={() => move(diagram, chosen, 'earlier')}>
        {t('earlier')}
      </Button>
      <Button isDisabled={!canMove(chosen, 'later')} onPress={() => move(diagram, chosen, 'later')}>
        {t('later')}
      </Button>
      <Button
        onPress={() => {
          remove(diagram, chosen);
          onChoose(after);
        }}
      >
        {t('remove')}
      </Button>
    </div>
  );
}

function idsOf(items: readonly OutlineItem[]): readonly string[] {
  return items.flatMap((item) => [item.id, ...idsOf(item.items)]);
}
