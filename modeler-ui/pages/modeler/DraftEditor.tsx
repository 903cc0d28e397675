/** A draft being edited: diagram and outline over one model, the panel beside, problems below, saved while one works. */
import { useCallback, useEffect, useReducer, useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { useLocation } from 'wouter';
import { Button } from '../../components/Button/Button.js';
import { useStrings } from '../../i18n/language.js';
import { useShortcut } from '../../keyboard/shortcuts.js';
import { Canvas } from './Canvas.js';
import { DraftHead } from './DraftHead.js';
import { DraftNotes } from './DraftNotes.js';
import type { Diagram, DrawnElement } from './diagram.js';
import type { Difference } from './differences.js';
import styles from './ModelerPage.module.css';
import { clearMarks, showMarks } from './marks.js';
import { Outline } from './Outline.js';
import { ProblemList } from './ProblemList.js';
import { PublishPanel } from './PublishPanel.js';
import type { Draft } from './queries.js';
import { StepPanel } from './StepPanel.js';
import { strings } from './strings.js';
import { TechnicalPanel } from './TechnicalPanel.js';
import { useLosses } from './use-losses.js';
import { useProblems } from './use-problems.js';
import { useSaving } from './use-saving.js';

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
  const losses = useLosses(diagram, draft.xml);
  const isPaused = losses === undefined || (losses.length > 0 && !hasAccepted);
  const saving = useSaving(draft, tab, diagram, isPaused);
  const problems = useProblems(diagram, change);
  const { changed } = saving;

  useEffect(() => {
    if (diagram === undefined) return;
    diagram.on('commandStack.changed', () => {
      countChange();
      changed();
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
      if (drawn !== diagram.service('canvas').getRootElement()) diagram.service('canvas').scrollToElement(drawn, 100);
      setChosen(drawn);
    },
    [diagram],
  );
  const mark = (differences: readonly Difference[]) => {
    if (diagram === undefined) return;
    clearMarks(diagram, marks);
    showMarks(diagram, differences);
    setMarks(differences);
  };
  useShortcut('Ctrl+S', t('save'), () => void saving.flush());
  useShortcut('Ctrl+Z', t('undo'), () => diagram?.service('commandStack').undo());
  useShortcut('Ctrl+Y', t('redo'), () => diagram?.service('commandStack').redo());

  return (
    <div className={styles.page}>
      <DraftHead
        name={draft.name}
        diagram={diagram}
        saving={saving.state}
        view={view}
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
      <div className={styles.body}>
        <Canvas xml={draft.xml} isHidden={view !== 'diagram'} onOpen={setDiagram} />
        {diagram !== undefined && view === 'outline' && <Outline diagram={diagram} change={change} chosen={chosen} onChoose={choose} />}
        <aside className={styles.side} aria-label={t('panel')}>
          <Tabs>
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
      {diagram !== undefined && <ProblemList problems={problems} diagram={diagram} onJump={choose} />}
      {diagram !== undefined && isPublishing && (
        <PublishPanel draft={draft} tab={tab} diagram={diagram} flush={saving.flush} onMark={mark} onClose={() => setPublishing(false)} />
      )}
    </div>
  );
}
