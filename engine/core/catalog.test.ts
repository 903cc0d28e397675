import { endEvent, path, processXml, startEvent } from '../model/testing/process-xml.js';
import { Catalog } from './catalog.js';
import { MemoryEngine } from './testing/memory-engine.js';

const process = (id: string) => ({ name: `${id}.bpmn`, content: processXml(id, [startEvent('s'), endEvent('e'), path('s', 'e')]) });

/** A file of decisions that each give the same. */
const decisions = (file: string, value: number, ...ids: readonly string[]) => ({
  name: `${file}.dmn`,
  content: `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="${file}" name="${file}" namespace="n">${ids
    .map(
      (id) => `<decision id="${id}" name="${id}"><literalExpression id="${id}-text"><text>${value}</text></literalExpression></decision>`,
    )
    .join('')}</definitions>`,
});

describe('a catalogue that begins with what another one has', () => {
  test('finds the same of all, also of a decision that two files had in turn', async () => {
    const engine = new MemoryEngine();
    await engine.deploy(process('p'), decisions('first', 1, 'd', 'gone'));
    await engine.deploy(process('p'), decisions('second', 2, 'd'));
    await engine.deploy(decisions('first', 3, 'd'));
    const copy = new Catalog(engine.catalog);
    expect(copy.processById('p')).toBe(engine.catalog.processById('p'));
    expect(copy.processById('p', 1)).toBe(engine.catalog.processById('p', 1));
    for (const id of ['d', 'gone']) {
      expect(copy.decisionById(id)).toBeDefined();
      expect(copy.decisionById(id)).toBe(engine.catalog.decisionById(id));
    }
    expect(copy.requirementsById('second')).toEqual(engine.catalog.requirementsById('second'));
  });

  test('and keeps what comes later to itself', async () => {
    const engine = new MemoryEngine();
    await engine.deploy(process('p'));
    const copy = new Catalog(engine.catalog);
    const before = engine.catalog.processById('p');
    await engine.deploy(
      { ...process('p'), content: processXml('p', [startEvent('s'), endEvent('other'), path('s', 'other')]) },
      process('q'),
    );
    expect(engine.catalog.processById('p')?.version).toBe(2);
    expect([copy.processById('p'), copy.processById('q')]).toEqual([before, undefined]);
  });
});
