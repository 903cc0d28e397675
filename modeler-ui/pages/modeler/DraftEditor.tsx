/** A draft being edited: diagram and outline over one model, forms and tables beside it, problems below, saved while one works. */
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useReducer, useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { useLocation } from 'wouter';
import { Button } from '../../components/Button/Button.js';
import { useStrings } from '../../i18n/language.js';
import { useShortcut } from '../../keyboard/shortcuts.js';
import { Canvas } from './Canvas.js';
import { DraftHead, type Undo } from './DraftHead.js';
import { DraftNotes } from './DraftNotes.js';
import type { Diagram, DrawnElement } from './diagram.js';
import type { Difference } from './differences.js';
import styles from './ModelerPage.module.css';
import { clearMarks, showMarks } from './marks.js';
import { Outline } from './Outline.js';
import { ProblemList } from './ProblemList.js';
import { PublishPanel } from './PublishPanel.js';
import { PartTab, type Wanted } from './parts/PartTab.js';
import { PartTabs } from './parts/PartTabs.js';
import { PartActsContext } from './parts/part-acts.js';
import { usePartTabs } from './parts/use-part-tabs.js';
import { useParts } from './parts/use-parts.js';
import { DIAGRAM, type Problem } from './problems.js';
import { type Draft, partListQuery } from './queries.js';
import { StepPanel } from './StepPanel.js';
import { strings } from './strings.js';
import { TechnicalPanel } from './TechnicalPanel.js';
import { useLosses } from './use-losses.js';
import { useProblems } from './use-problems.js';
import { useSaving } from './use-saving.js';

const NOTHING: readonly never[] = [];

export function DraftEditor({ draft, tab }: { readonly draft: Draft; readonly tab: string }) {
  const t = useStrings(strings);
  const [, navigate] = useLocation();
  const [diagram, setDiagram] = useState<Diagram>();
  const [view, setView] = useState<'diagram' | 'outline'>('diagram');
  const [chosen, setChosen] = useState<DrawnElement>();
  const [change, countChange] = useReducer((count: number) => count + 1, 0);
  const [hasAccepted, setAccepted] = useState(false);
  const [isPublishing, setPublishing] = useState(false);
  const [marks, setMarks] = useState<readonly Difference[]>([]);
  const [wanted, setWanted] = useState<Wanted>();
  const published = useQuery(partListQuery).data ?? NOTHING;
  const losses = useLosses(diagram, draft.xml);
  const isPaused = losses === undefined || (losses.length > 0 && !hasAccepted);
  const saving = useSaving(draft, tab, diagram, isPaused, () => parts.stored());
  const { changed } = saving;
  const parts = useParts(draft, () => {
    countChange();
    changed('part');
  });
  const tabs = usePartTabs(draft, diagram, parts, published);
  const problems = useProblems(diagram, change, parts, published);

  useEffect(() => {
    if (diagram === undefined) return;
    diagram.on('commandStack.changed', () => {
      countChange();
      changed('diagram');
    });
    diagram.on('selection.changed', () => {
      const [first] = diagram.service('selection').get();
      setChosen(first?.labelTarget ?? first ?? diagram.service('canvas').getRootElement());
    });
    setChosen(diagram.service('canvas').getRootElement());
  }, [diagram, changed]);

  const choose = useCallback(
    (elementId: string) => {
      const drawn = diagram?.service('elementRegistry').get(elementId);
      if (diagram === undefined || drawn === undefined) return;
      diagram.service('selection').select(drawn);
      // What is hidden has no place to scroll to.
      if (view === 'diagram' && drawn !== diagram.service('canvas').getRootElement()) diagram.service('canvas').scrollToElement(drawn, 100);
      setChosen(drawn);
    },
    [diagram, view],
  );
  const { part } = tabs;
  const isDrawn = view === 'diagram' && part === undefined;
  useEffect(() => {
    if (isDrawn) diagram?.shown();
  }, [isDrawn, diagram]);
  const jump = (problem: Problem) => {
    const { elementId } = problem;
    if ('resourceName' in problem && problem.resourceName !== DIAGRAM) {
      tabs.show(problem.resourceName);
      setWanted({ elementId });
      return;
    }
    tabs.show(undefined);
    choose(elementId);
  };
  const mark = (differences: readonly Difference[]) => {
    if (diagram === undefined) return;
    clearMarks(diagram, marks);
    showMarks(diagram, differences);
    setMarks(differences);
  };
  const stack = diagram?.service('commandStack');
  const undo: Undo =
    part === undefined
      ? { canUndo: stack?.canUndo() === true, canRedo: stack?.canRedo() === true, undo: () => stack?.undo(), redo: () => stack?.redo() }
      : {
          canUndo: part.past.length > 0,
          canRedo: part.future.length > 0,
          undo: () => parts.undo(part.resourceName),
          redo: () => parts.redo(part.resourceName),
        };
  useShortcut('Ctrl+S', t('save'), () => void saving.flush());
  useShortcut('Ctrl+Z', t('undo'), undo.undo);
  useShortcut('Ctrl+Y', t('redo'), undo.redo);

  return (
    <PartActsContext.Provider value={tabs.acts}>
      <div className={styles.page}>
        <DraftHead
          name={draft.name}
          diagram={diagram}
          undo={undo}
          saving={saving.state}
          view={part === undefined ? view : null}
          onView={setView}
          onTry={() =>
            void saving.flush().then((revision) => revision !== undefined && navigate(`/case-types/${encodeURIComponent(draft.id)}/try`))
          }
          onPublish={() => setPublishing(true)}
          canPublish={!isPaused && saving.state.type !== 'taken'}
        />
        <div className={styles.notes}>
          <DraftNotes saving={saving.state} losses={hasAccepted ? [] : (losses ?? [])} onAccept={() => setAccepted(true)} />
          {marks.length > 0 && <Button onPress={() => mark([])}>{t('marks.hide')}</Button>}
        </div>
        <PartTabs tabs={tabs}>
          {part !== undefined && (
            <PartTab
              key={part.resourceName}
              part={part}
              draftId={draft.id}
              published={published}
              wanted={wanted}
              onWrite={(content) => parts.write(part.resourceName, content)}
              onClose={() => tabs.close(part.resourceName)}
              onSeparate={tabs.separate}
            />
          )}
        </PartTabs>
        <div className={styles.body} hidden={part !== undefined}>
          <Canvas xml={draft.xml} isHidden={view !== 'diagram'} onOpen={setDiagram} />
          {diagram !== undefined && view === 'outline' && <Outline diagram={diagram} change={change} chosen={chosen} onChoose={choose} />}
          <aside className={styles.side} aria-label={t('panel')}>
            <Tabs className={styles.panel}>
              <TabList className={styles.tabs} aria-label={t('panel')}>
                <Tab id="words" className={styles.tab}>
                  {t('tab.words')}
                </Tab>
                <Tab id="technical" className={styles.tab}>
                  {t('tab.technical')}
                </Tab>
              </TabList>
              <TabPanel id="words" className={styles.tabPanel}>
                {diagram !== undefined && <StepPanel diagram={diagram} drawn={chosen} />}
              </TabPanel>
              <TabPanel id="technical" className={styles.tabPanel}>
                {diagram !== undefined && <TechnicalPanel diagram={diagram} />}
              </TabPanel>
            </Tabs>
          </aside>
        </div>
        {diagram !== undefined && <ProblemList problems={problems} diagram={diagram} parts={parts} onJump={jump} />}
        {diagram !== undefined && isPublishing && (
          <PublishPanel
            draft={draft}
            tab={tab}
            diagram={diagram}
            parts={parts}
            published={published}
            flush={saving.flush}
            onMark={mark}
            onJump={(problem) => {
              setPublishing(false);
              jump(problem);
            }}
            onClose={() => setPublishing(false)}
          />
        )}
      </div>
    </PartActsContext.Provider>
  );
}
