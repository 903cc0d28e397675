/** One process as bpmn-js draws it, for looking only: the path taken, the time of each step, what is selected. Loaded when it is shown. */
import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/diagram-js.css';
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import { useEffect, useRef, useState } from 'react';
import { Button } from '../../components/Button/Button.js';
import { useStrings } from '../../i18n/language.js';
import styles from './Diagram.module.css';
import { type ElementPath, type Flow, flowsTaken } from './path.js';
import type { Step } from './queries.js';
import { strings } from './strings.js';

interface DiagramProps {
  readonly xml: string;
  readonly steps: readonly Step[];
  readonly paths: readonly ElementPath[];
  /** Words beside an element: how long, how often. */
  readonly label: (path: ElementPath) => string;
  readonly selected: string | null;
  readonly onSelect: (element: string) => void;
  readonly onEnter: (element: string) => void;
  /** Shown at a readable size around this element, instead of as a whole. */
  readonly around?: string | undefined;
  /** What the diagram shows, when it isn't the path of a case. */
  readonly caption?: string;
  /** How an element stands out, when not by its state on the path; '' = not at all. */
  readonly markerOf?: (path: ElementPath) => string;
}

interface BpmnElement extends Partial<Box> {
  readonly id: string;
  readonly type: string;
  readonly incoming?: readonly unknown[];
  readonly source?: { readonly id: string };
  readonly target?: { readonly id: string };
}
interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
interface Canvas {
  addMarker(element: string, marker: string): void;
  removeMarker(element: string, marker: string): void;
  zoom(level?: number | 'fit-viewport', center?: 'auto'): number;
  viewbox(box: Box): void;
}
interface Overlays {
  add(
    element: string,
    type: string,
    overlay: { position: { bottom: number; left: number }; html: HTMLElement; scale: { min: number } },
  ): string;
  remove(filter: { type: string }): void;
}
interface Registry {
  get(id: string): BpmnElement | undefined;
  filter(keep: (element: BpmnElement) => boolean): readonly BpmnElement[];
}

const ZOOM_STEP = 1.25;
const READABLE_ZOOM = 0.85;
const JOINING = /^bpmn:(Parallel|Inclusive)Gateway$/;

/** The element in the middle, everything at a readable size. */
function viewboxAround({ x = 0, y = 0, width = 0, height = 0 }: Partial<Box> = {}, { clientWidth, clientHeight }: HTMLElement): Box {
  const [seenX, seenY] = [clientWidth / READABLE_ZOOM, clientHeight / READABLE_ZOOM];
  return { x: x + (width - seenX) / 2, y: y + (height - seenY) / 2, width: seenX, height: seenY };
}

const markerOfState = ({ state }: ElementPath): string => `path-${state}`;

export default function Diagram(props: DiagramProps) {
  const { xml, steps, paths, label, selected, onSelect, onEnter, around, caption, markerOf = markerOfState } = props;
  const t = useStrings(strings);
  const place = useRef<HTMLDivElement>(null);
  const [viewer, setViewer] = useState<NavigatedViewer | null>(null);
  const [isFailed, setFailed] = useState(false);
  const listeners = useRef({ onSelect, onEnter });
  listeners.current = { onSelect, onEnter };
  // Where it begins; later the person moves it.
  const first = useRef(around);

  useEffect(() => {
    if (place.current === null) return;
    const container = place.current;
    const made = new NavigatedViewer({ container });
    let isGone = false;
    made.on('element.click', ({ element }: { element: BpmnElement }) => listeners.current.onSelect(element.id));
    made.on('element.dblclick', ({ element }: { element: BpmnElement }) => listeners.current.onEnter(element.id));
    setFailed(false);
    made
      .importXML(xml)
      .then(() => {
        if (isGone) return;
        const canvas = made.get<Canvas>('canvas');
        canvas.zoom('fit-viewport', 'auto');
        if (first.current !== undefined && made.get<Registry>('elementRegistry').get(first.current) !== undefined) {
          canvas.viewbox(viewboxAround(made.get<Registry>('elementRegistry').get(first.current), container));
        }
        setViewer(made);
      })
      .catch(() => {
        if (!isGone) setFailed(true);
      });
    return () => {
      isGone = true;
      setViewer(null);
      made.destroy();
    };
  }, [xml]);

  useEffect(() => {
    if (viewer === null) return;
    const canvas = viewer.get<Canvas>('canvas');
    const overlays = viewer.get<Overlays>('overlays');
    const registry = viewer.get<Registry>('elementRegistry');
    const marked: (readonly [string, string])[] = [];
    const mark = (element: string, marker: string) => {
      if (registry.get(element) === undefined) return;
      canvas.addMarker(element, marker);
      marked.push([element, marker]);
    };
    const flows = registry
      .filter(({ type }) => type === 'bpmn:SequenceFlow')
      .flatMap(({ id, source, target }): Flow[] =>
        source === undefined || target === undefined ? [] : [{ id, source: source.id, target: target.id }],
      );
    const joins = new Set(registry.filter(({ type, incoming }) => JOINING.test(type) && (incoming?.length ?? 0) > 1).map(({ id }) => id));
    for (const flow of flowsTaken(flows, steps, joins)) mark(flow, 'path-flow');
    for (const path of paths) {
      const marker = markerOf(path);
      if (marker !== '') mark(path.element, marker);
      if (registry.get(path.element) === undefined) continue;
      const words = label(path);
      if (words === '') continue;
      const note = document.createElement('div');
      note.className = styles.note ?? '';
      note.textContent = words;
      overlays.add(path.element, 'time', { position: { bottom: 4, left: 4 }, html: note, scale: { min: 1 } });
    }
    if (selected !== null) mark(selected, 'path-selected');
    return () => {
      // The viewer may be gone by then, and its elements with it.
      for (const [element, marker] of marked) if (registry.get(element) !== undefined) canvas.removeMarker(element, marker);
      overlays.remove({ type: 'time' });
    };
  }, [viewer, steps, paths, label, selected, markerOf]);

  const zoom = (factor: number) => {
    const canvas = viewer?.get<Canvas>('canvas');
    canvas?.zoom(canvas.zoom() * factor, 'auto');
  };
  return (
    <div className={styles.diagram}>
      {isFailed && <p role="alert">{t('diagram.failed')}</p>}
      <div className={styles.tools}>
        <Button kind="quiet" onPress={() => zoom(ZOOM_STEP)} aria-label={t('zoom.in')}>
          +
        </Button>
        <Button kind="quiet" onPress={() => zoom(1 / ZOOM_STEP)} aria-label={t('zoom.out')}>
          −
        </Button>
        <Button kind="quiet" onPress={() => viewer?.get<Canvas>('canvas').zoom('fit-viewport', 'auto')}>
          {t('zoom.fit')}
        </Button>
      </div>
      <figure className={styles.figure} aria-label={caption ?? t('diagram')} aria-description={t('diagram.about')}>
        <div ref={place} className={styles.canvas} data-drawn={viewer !== null} />
      </figure>
    </div>
  );
}
