/** The catalogue of a node that isn't the writer: read from the rows, and again when something was deployed since. */
import type pg from 'pg';
import type { Catalog } from '../core/index.js';
import { DefinitionsLoader } from './definitions-loader.js';

export class CatalogReader {
  private known: { readonly catalog: Catalog; readonly newestKey: bigint } | undefined;

  constructor(private readonly pool: pg.Pool) {}

  async read(): Promise<Catalog> {
    const loader = new DefinitionsLoader(this.pool);
    const newestKey = await loader.newest();
    if (this.known?.newestKey !== newestKey) this.known = { catalog: await loader.load(), newestKey };
    return this.known.catalog;
  }
}
