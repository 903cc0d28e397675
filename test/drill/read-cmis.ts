/** What the DMS has, asked from itself as somebody who works there, past our adapter's own reading and past the door with the faults. */
import { createHash } from 'node:crypto';
import { CmisClient } from '../../workers/connectors/cmis/client.js';
import type { DocumentThere, FileThere } from './oracle.js';
import type { Archive } from './pairs.js';

const AT_ONCE = 8;
const signal = (): AbortSignal => AbortSignal.timeout(120_000);

export class DmsArchive implements Archive {
  private readonly client: CmisClient;

  constructor(
    { url, repository }: { readonly url: string; readonly repository: string },
    private readonly root: string,
  ) {
    this.client = new CmisClient({ url, user: 'kowalska', password: 'any', repository });
  }

  async files(): Promise<readonly FileThere[]> {
    const root = await this.client.objectAt([this.root], signal());
    if (root === undefined) return [];
    const found: FileThere[] = [];
    for (const shelf of await this.client.children(root.id, signal())) {
      const files = await this.client.children(shelf.id, signal());
      for (let from = 0; from < files.length; from += AT_ONCE) {
        found.push(...(await Promise.all(files.slice(from, from + AT_ONCE).map((file) => this.fileOf(file)))));
      }
    }
    return found;
  }

  async close(caseRun: string, outcome: string): Promise<boolean> {
    const shelf = `${caseRun.split('/')[0]?.slice(0, -3)}xxx`;
    const file = await this.client.objectAt([this.root, shelf, caseRun.replace('/', '-')], signal());
    if (file === undefined) return false;
    const properties = { 'okienko:status': 'closed', 'okienko:outcome': outcome };
    await this.client.change(file.id, { cmisaction: 'update', properties }, signal());
    return true;
  }

  private async fileOf({
    id,
    properties,
  }: {
    readonly id: string;
    readonly properties: Readonly<Record<string, unknown>>;
  }): Promise<FileThere> {
    const text = (name: string): string | null => (typeof properties[name] === 'string' ? (properties[name] as string) : null);
    const documents: DocumentThere[] = [];
    for (const document of await this.client.children(id, signal())) {
      const content = await this.client.content(document.id, signal());
      const bytes = Buffer.from((await content?.arrayBuffer()) ?? new ArrayBuffer(0));
      const documentId = document.properties['okienko:documentId'];
      documents.push({
        documentId: typeof documentId === 'string' ? documentId : null,
        sha256: createHash('sha256').update(bytes).digest('hex'),
        versions: (await this.client.versions(document.id, signal())).length,
      });
    }
    return { caseRun: text('okienko:caseRun') ?? '', status: text('okienko:status') ?? '', outcome: text('okienko:outcome'), documents };
  }
}
