/** Owns what tests of refusals share: small models around one mistake, and the table test that expects exactly its fault. */
import { compileProcesses } from '../compile.js';
import { endEvent, extensionElements, message, messageEvent, path, processXml, startEvent, tag, timer } from './process-xml.js';

/** A process around elements that need nothing but to be there. */
export const around = (elements: readonly string[], roots: readonly string[] = []): string =>
  processXml('p', [startEvent('s'), ...elements], roots);

/** A process in which one element stands between start and end. */
export const between = (id: string, element: string, roots: readonly string[] = []): string =>
  processXml('p', [startEvent('s'), path('s', id, 'e'), element, endEvent('e')], roots);

export const extended = (name: string, id: string, ...contents: readonly string[]): string =>
  tag(name, { id }, [extensionElements(...contents)]);

export const catchTimer = (id: string): string => tag('intermediateCatchEvent', { id }, [timer('timeDuration', 'PT1M')]);
export const catchMessage = (id: string, messageRef: string): string => tag('intermediateCatchEvent', { id }, [messageEvent(messageRef)]);
export const M = message('M', 'paid', '=key');

export type Refusal = readonly [what: string, xml: string, elementId: string, reason: RegExp];

/** Each model is refused for one reason at one element. */
export function testRefusals(group: string, table: readonly Refusal[]): void {
  describe(`refused ${group}:`, () => {
    test.each(table)('%s', async (_what, xml, elementId, reason) => {
      const result = await compileProcesses(xml);
      if (result.type === 'processes') throw new Error('Expected the model to be refused, but it compiled');
      expect(result.faults).toEqual([{ elementId, reason: expect.stringMatching(reason) }]);
      expect(result.faults[0]?.reason).toMatch(/^Expected .*, (but|because) .*$/s);
    });
  });
}
