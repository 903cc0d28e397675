/** The diagram as our pages use it: bpmn-js with the city's palette, its services under narrow types. Only here is bpmn-js made. */
import Modeler from 'bpmn-js/lib/Modeler';
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import { BpmnPropertiesPanelModule, BpmnPropertiesProviderModule, ZeebePropertiesProviderModule } from 'bpmn-js-properties-panel';
import behaviors from 'camunda-bpmn-js-behaviors/lib/camunda-cloud';
import zeebe from 'zeebe-bpmn-moddle/resources/zeebe.json';
import type { Language } from '../../i18n/strings.js';
import { cityPalette, type StepLabels } from './city-palette.js';
import 'bpmn-js/dist/assets/diagram-js.css';
import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn.css';
import '@bpmn-io/properties-panel/dist/assets/properties-panel.css';
import './vendor-words/panel-frame-words.js';
import { DIAGRAM_WORDS } from './vendor-words/diagram-words.js';
import { PANEL_WORDS } from './vendor-words/panel-words.js';
import { translateModule, vendorTranslate } from './vendor-words/vendor-translate.js';

/** An element of the document, with the properties that BPMN and Zeebe give it. */
export interface ModelElement {
  readonly $type: string;
  readonly id: string;
  readonly name?: string;
  readonly $parent?: ModelElement;
  get(property: string): unknown;
  set(property: string, value: unknown): void;
  $instanceOf?(type: string): boolean;
}

/** An element as it is drawn. */
export interface DrawnElement {
  readonly id: string;
  readonly type: string;
  readonly businessObject: ModelElement;
  readonly parent?: DrawnElement;
  readonly labelTarget?: DrawnElement;
  readonly waypoints?: readonly object[];
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly host?: DrawnElement;
  readonly children: readonly DrawnElement[];
  readonly incoming: readonly Connection[];
  readonly outgoing: readonly Connection[];
}
export interface Connection extends DrawnElement {
  readonly source: DrawnElement;
  readonly target: DrawnElement;
}

/** What moves and what grows when room is made. */
interface Adjustments {
  readonly movingShapes: readonly DrawnElement[];
  readonly resizingShapes: readonly DrawnElement[];
}

export interface Point {
  readonly x: number;
  readonly y: number;
}
interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

export interface Services {
  readonly moddle: {
    create(type: string, attributes: object): ModelElement;
    fromXML(xml: string): Promise<{ rootElement: ModelElement; elementsById: Readonly<Record<string, ModelElement>> }>;
  };
  readonly modeling: {
    updateProperties(element: DrawnElement, properties: object): void;
    updateModdleProperties(element: DrawnElement, of: ModelElement, properties: object): void;
    removeElements(elements: readonly DrawnElement[]): void;
    moveElements(elements: readonly DrawnElement[], delta: { x: number; y: number }): void;
    createShape(shape: DrawnElement, at: Point, parent: DrawnElement | undefined): DrawnElement;
    reconnect(connection: Connection, source: DrawnElement, target: DrawnElement): void;
    connect(source: DrawnElement, target: DrawnElement): Connection;
    layoutConnection(connection: Connection): void;
  };
  readonly spaceTool: {
    calculateAdjustments(elements: readonly DrawnElement[], axis: 'x', deltaPx: number, startPx: number): Adjustments;
    makeSpace(moving: Adjustments['movingShapes'], resizing: Adjustments['resizingShapes'], delta: object, to: 'e', startPx: number): void;
  };
  readonly autoPlace: { append(source: DrawnElement, shape: DrawnElement): DrawnElement };
  readonly elementFactory: { createShape(attributes: object): DrawnElement };
  readonly elementRegistry: {
    get(id: string): DrawnElement | undefined;
    filter(keep: (element: DrawnElement) => boolean): readonly DrawnElement[];
  };
  readonly selection: { select(element: DrawnElement | null): void; get(): readonly DrawnElement[] };
  readonly canvas: {
    addMarker(id: string, marker: string): void;
    removeMarker(id: string, marker: string): void;
    viewbox(): Box & { readonly inner: Box; readonly outer: Box };
    viewbox(box: Box): unknown;
    resized(): void;
    scrollToElement(element: DrawnElement, padding?: number | Readonly<Record<'top' | 'right' | 'bottom' | 'left', number>>): void;
    getRootElement(): DrawnElement;
  };
  readonly commandStack: {
    undo(): void;
    redo(): void;
    canUndo(): boolean;
    canRedo(): boolean;
    register(command: string, handler: { preExecute(context: { act(): void }): void }): void;
    execute(command: string, context: { act(): void }): void;
  };
  readonly propertiesPanel: { attachTo(place: HTMLElement): void; detach(): void };
}

export interface Diagram {
  service<Name extends keyof Services>(name: Name): Services[Name];
  definitions(): ModelElement;
  xml(): Promise<string>;
  /** Draws another state instead, in the same place. What could be undone can't any more. */
  replace(xml: string): Promise<void>;
  /** However many changes `act` makes: undone by one step. */
  together(act: () => void): void;
  on(event: string, act: () => void): void;
  /** The person reads another language now. */
  relabel(): void;
  /** Shows all of it, beside the palette. */
  fit(): void;
  /** After it was hidden: what is chosen stands in sight, with its acts beside it. */
  shown(): void;
  destroy(): void;
}

/**
 * Nobody asks for another drawing by opening a file. Without this bpmn-js would move what a folded part contains to a drawing of its own,
 * and drop on saving each shape that it can't show, because it sorts them anew.
 */
const AS_DRAWN = { subprocessCompatibility: ['value', null], bpmnDiOrdering: ['value', null] };

export interface DiagramWords {
  /** Both are asked each time that something is drawn. */
  readonly steps: StepLabels;
  readonly language: () => Language;
}

/** Draws `xml` into `place`. `isReadOnly` = nothing of it can be changed, and there is no palette. Rejects when it is no diagram. */
export async function openDiagram(place: HTMLElement, xml: string, words: DiagramWords, isReadOnly: boolean): Promise<Diagram> {
  const translation = translateModule(vendorTranslate(words.language, PANEL_WORDS, DIAGRAM_WORDS));
  const moddleExtensions = { zeebe };
  const made = isReadOnly
    ? new NavigatedViewer({ container: place, moddleExtensions, additionalModules: [AS_DRAWN, translation] })
    : new Modeler({
        container: place,
        moddleExtensions,
        additionalModules: [
          BpmnPropertiesPanelModule,
          BpmnPropertiesProviderModule,
          ZeebePropertiesProviderModule,
          behaviors,
          AS_DRAWN,
          translation,
          cityPalette(words.steps),
        ],
      });
  await made.importXML(xml);
  // Where somebody only looks there is none, and a phone doesn't show it.
  const leftPx = () => (place.querySelector('.djs-palette')?.getClientRects().length ? PALETTE_PX : EDGE_PX);
  if (!isReadOnly) made.get<Services['commandStack']>('commandStack').register(TOGETHER, { preExecute: ({ act }) => act() });
  const diagram: Diagram = {
    service: (name) => made.get(name),
    definitions: () => made.getDefinitions() as unknown as ModelElement,
    xml: async () => (await made.saveXML({ format: true })).xml ?? '',
    replace: async (next) => {
      const canvas = diagram.service('canvas');
      const { x, y, width, height } = canvas.viewbox();
      await made.importXML(next);
      // Hidden behind the list it has no size: it is fitted when it is shown.
      isInSight = width > 0 && height > 0 && place.getClientRects().length > 0;
      if (isInSight) canvas.viewbox({ x, y, width, height });
    },
    together: (act) => diagram.service('commandStack').execute(TOGETHER, { act }),
    on: (event, act) => made.on(event, () => act()),
    relabel: () => made.get<{ fire(event: string): void }>('eventBus').fire('i18n.changed'),
    fit: () => {
      showAll(diagram, leftPx());
      // Measured now, they would stand where it was before the drawing moved.
      requestAnimationFrame(() => chooseAgain(diagram));
    },
    shown: () => {
      const canvas = diagram.service('canvas');
      canvas.resized();
      // It may have been hidden so far.
      if (!isInSight) isInSight = showAll(diagram, leftPx(), isReadOnly ? 0 : READABLE);
      const first = chooseAgain(diagram);
      if (first === undefined) return;
      canvas.scrollToElement(first, { top: 100, right: 160, bottom: 100, left: leftPx() + EDGE_PX });
      requestAnimationFrame(() => chooseAgain(diagram));
    },
    destroy: () => made.destroy(),
  };
  let isInSight = showAll(diagram, leftPx(), isReadOnly ? 0 : READABLE);
  return diagram;
}

const TOGETHER = 'okienko.together';
const EDGE_PX = 24;
/** The palette lies over the canvas's left edge. */
const PALETTE_PX = 224;
const ABOVE_PX = 24;
/** Smaller than this, nobody reads the steps' names. */
const READABLE = 0.75;

/** Places the acts beside what is chosen anew. Gives what is chosen. */
function chooseAgain(diagram: Diagram): DrawnElement | undefined {
  const selection = diagram.service('selection');
  const [first] = selection.get();
  if (first === undefined) return undefined;
  selection.select(null);
  selection.select(first);
  return first;
}

/** Its beginning at the left edge; all of it, unless that would need a scale below `least`. False: it is hidden, or empty. */
function showAll(diagram: Diagram, leftPx: number, least = 0): boolean {
  const canvas = diagram.service('canvas');
  canvas.resized();
  const { inner, outer } = canvas.viewbox();
  const [width, height] = [outer.width - leftPx - EDGE_PX, outer.height - 2 * ABOVE_PX];
  // Hidden or not laid out yet: nothing to fit into.
  if (width <= 0 || height <= 0 || inner.width === 0 || inner.height === 0) return false;
  const scale = Math.max(least, Math.min(1, width / inner.width, height / inner.height));
  canvas.viewbox({
    x: inner.x - leftPx / scale,
    y: inner.y - Math.max(ABOVE_PX, (outer.height - inner.height * scale) / 2) / scale,
    width: outer.width / scale,
    height: outer.height / scale,
  });
  return true;
}
