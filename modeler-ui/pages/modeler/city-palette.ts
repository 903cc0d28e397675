/** The palette: the city's steps on top, by name; raw BPMN stays below, behind its own tools. */
import { CITY_STEPS, type CityStep, makeStep } from './city-steps.js';
import type { DrawnElement, ModelElement, Services } from './diagram.js';

export type StepLabels = (step: CityStep) => string;

interface Entry {
  readonly group: string;
  readonly className?: string;
  readonly title: string;
  readonly separator?: boolean;
  readonly html?: string;
  readonly action: object;
}
type Entries = Readonly<Record<string, Entry>>;

interface Palette {
  registerProvider(priority: number, provider: object): void;
}
interface Create {
  start(event: Event, shape: DrawnElement): void;
}
interface BpmnJs {
  getDefinitions(): ModelElement;
}

const ICONS: Readonly<Record<CityStep, string>> = {
  'tier-task': 'bpmn-icon-user-task',
  notify: 'bpmn-icon-send-task',
  reminder: 'bpmn-icon-intermediate-event-catch-timer',
  deadline: 'bpmn-icon-service-task',
  crm: 'bpmn-icon-data-store',
  dms: 'bpmn-icon-data-object',
  wait: 'bpmn-icon-intermediate-event-catch-message',
  decision: 'bpmn-icon-gateway-xor',
  close: 'bpmn-icon-end-event-terminate',
};
/** Below the standard provider's 1000, so that this one runs after it and sees its entries. */
const AFTER_STANDARD = 500;

export function cityPalette(labels: StepLabels): { readonly [service: string]: unknown } {
  class CityPalette {
    static readonly $inject = ['palette', 'create', 'elementFactory', 'moddle', 'bpmnjs'];
    constructor(
      palette: Palette,
      private readonly create: Create,
      readonly elementFactory: Services['elementFactory'],
      readonly moddle: Services['moddle'],
      private readonly bpmnjs: BpmnJs,
    ) {
      palette.registerProvider(AFTER_STANDARD, this);
    }

    getPaletteEntries(): (standard: Entries) => Entries {
      return (standard) => ({ ...this.citySteps(), ...standard });
    }

    private citySteps(): Entries {
      const entries: Record<string, Entry> = {};
      for (const step of CITY_STEPS) {
        const begin = (event: Event) => this.create.start(event, makeStep(this, step, labels(step), this.bpmnjs.getDefinitions()));
        entries[`city-${step}`] = {
          group: 'city',
          title: labels(step),
          html: `<div class="entry city-step ${ICONS[step]}" draggable="true"><span>${labels(step)}</span></div>`,
          action: { dragstart: begin, click: begin },
        };
      }
      return entries;
    }
  }
  return { __init__: ['cityPalette'], cityPalette: ['type', CityPalette] };
}
