/** Compiling takes most of a start's time, so what is deployed already, byte for byte, isn't compiled again. */
import { createHash } from 'node:crypto';
import { Catalog } from '../core/index.js';
import { definitionsXml, endEvent, flow, process, startEvent } from '../model/testing/process-xml.js';
import { compileDeployment } from './deployment.js';

const ofOne = (id: string): string => process(id, [startEvent(`${id}-s`), flow(`${id}-f`, `${id}-s`, `${id}-e`), endEvent(`${id}-e`)]);
const both = Buffer.from(definitionsXml(ofOne('a'), ofOne('b')));

async function graphsOf(name: string, content: Buffer, catalog: Catalog | undefined) {
  const compiled = await compileDeployment([{ name, content }], catalog);
  const [resource] = compiled.type === 'compiled' ? compiled.resources : [];
  if (resource?.type !== 'bpmn') throw new Error(`Expected a compiled model, but got ${JSON.stringify(compiled)}`);
  return resource.processes;
}

async function deployed(catalog: Catalog, name: string, content: Buffer): Promise<void> {
  for (const graph of await graphsOf(name, content, undefined)) {
    const { bpmnProcessId } = graph;
    const version = (catalog.processById(bpmnProcessId)?.version ?? 0) + 1;
    const checksum = createHash('md5').update(content).digest();
    catalog.addProcess({
      key: BigInt(100 * version) + BigInt(bpmnProcessId.charCodeAt(0)),
      deploymentKey: 1n,
      bpmnProcessId,
      version,
      resourceName: name,
      checksum,
      graph,
    });
  }
}

describe('deploying a model again', () => {
  let catalog: Catalog;

  beforeEach(async () => {
    catalog = new Catalog();
    await deployed(catalog, 'both.bpmn', both);
  });

  test('takes the graphs that are there when its bytes are the same', async () => {
    const [a, b] = await graphsOf('both.bpmn', both, catalog);
    expect(a).toBe(catalog.processById('a')?.graph);
    expect(b).toBe(catalog.processById('b')?.graph);
  });

  test('compiles it when its bytes are others', async () => {
    const other = Buffer.concat([both, Buffer.from('\n')]);
    expect((await graphsOf('both.bpmn', other, catalog))[0]).not.toBe(catalog.processById('a')?.graph);
  });

  test('compiles it when another model has replaced one of its processes, so that the deployment brings it back', async () => {
    await deployed(catalog, 'alone.bpmn', Buffer.from(definitionsXml(ofOne('b'))));
    expect((await graphsOf('both.bpmn', both, catalog)).map(({ bpmnProcessId }) => bpmnProcessId)).toEqual(['a', 'b']);
  });
});
