/** A draft being edited: diagram and outline over one model, forms and tables beside it, problems below, saved while one works. */
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { useLocation } from 'wouter';
import { PHONE } from '../../app/media.js';
import { Button } from '../../components/Button/Button.js';
import { useStrings } from '../../i18n/language.js';
import { useShortcut } from '../../keyboard/shortcuts.js';
import { Canvas } from './Canvas.js';
import { DraftHead } from './DraftHead.js';
import { DraftNotes } from './DraftNotes.js';
import type { Diagram, DrawnElement } from './diagram.js';
import type { Difference } from './differences.js';
import { settleHalfTyped } from './half-typed.js';
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
import { type Came, useUndo } from './use-undo.js';

const NOTHING: readonly never[] = [];

export function DraftEditor({ draft, tab }: { readonly draft: Draft; readonly tab: string }) {
  const t = useStrings(strings);
  const [, navigate] = useLocation();
  const [diagram, setDiagram] = useState<Diagram>();
  const [view, setView] = useState<'diagram' | 'outline'>(() => (matchMedia(PHONE).matches ? 'outline' : 'diagram'));
  const [chosen, setChosen] = useState<DrawnElement>();
  const [change, countChange] = useReducer((count: number) => count + 1, 0);
  const [hasAccepted, setAccepted] = useState(false);
  const [isPublishing, setPublishing] = useState(false);
  const [marks, setMarks] = useState<readonly Difference[]>([]);
  const [wanted, setWanted] = useState<Wanted>();
  const published = useQuery(partListQuery).data ?? NOTHING;
  // As it came, or as the last step to a saved state left it: stored so until something is drawn, so that publishing a form makes no new
  // version of the process.
  const [xml, setXml] = useState(draft.xml);
  const came = useRef<Came>('done');
  const losses = useLosses(diagram, xml);
  const isPaused = losses === undefined || (losses.length > 0 && !hasAccepted);
  const saving = useSaving(draft, tab, diagram, isPaused, {
    xml: async () => (diagram?.service('commandStack').canUndo() === true ? diagram.xml() : xml),
    parts: () => parts.stored(),
    came: () => came.current,
  });
  const { changed } = saving;
  const tell = useCallback(() => {
    came.current = 'done';
    countChange();
    changed();
  }, [changed]);
  const parts = useParts(draft, tell);
  const tabs = usePartTabs(draft, diagram, parts, published);
  const problems = useProblems(diagram, change, parts, published);

  useEffect(() => {
    if (diagram === undefined) return;
    diagram.on('commandStack.changed', tell);
    diagram.on('selection.changed', () => {
      const [first] = diagram.service('selection').get();
      setChosen(first?.labelTarget ?? first ?? diagram.service('canvas').getRootElement());
    });
    setChosen(diagram.service('canvas').getRootElement());
  }, [diagram, tell]);

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
  const panel = useRef<HTMLElement>(null);
  const [jumps, countJump] = useReducer((count: number) => count + 1, 0);
  // Once the panel shows the element; whoever jumps wants to mend it.
  useEffect(() => {
    if (jumps > 0) panel.current?.querySelector<HTMLElement>('[role="tabpanel"] :is(textarea, input, button)')?.focus();
  }, [jumps]);
  const jump = (problem: Problem) => {
    const { elementId } = problem;
    if ('resourceName' in problem && problem.resourceName !== DIAGRAM) {
      tabs.show(problem.resourceName);
      setWanted({ elementId });
      return;
    }
    tabs.show(undefined);
    choose(elementId);
    countJump();
  };
  const mark = (differences: readonly Difference[]) => {
    if (diagram === undefined) return;
    clearMarks(diagram, marks);
    showMarks(diagram, differences);
    setMarks(differences);
  };
  const undo = useUndo({
    diagram,
    part,
    parts,
    saving,
    isPaused: isPaused || isPublishing,
    came,
    onStepped: async (stepped) => {
      setMarks(NOTHING);
      parts.replace(stepped.parts);
      if (stepped.xml !== xml || diagram?.service('commandStack').canRedo() === true) await diagram?.replace(stepped.xml);
      setXml(stepped.xml);
      countChange();
      setChosen(diagram?.service('elementRegistry').get(chosen?.id ?? '') ?? diagram?.service('canvas').getRootElement());
    },
  });
  useShortcut('Ctrl+S', t('save'), () => {
    settleHalfTyped();
    void saving.flush();
  });
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
          <aside ref={panel} className={styles.side} aria-label={t('panel')}>
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
