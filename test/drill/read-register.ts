/** The built-in EOD as its department works in it, over the API, and as its tables have it. */
import pg from 'pg';
import type { House } from './house.js';
import { Away, type Office } from './office.js';
import type { FileThere } from './oracle.js';
import type { Archive } from './pairs.js';

export class RegisterArchive implements Archive {
  constructor(
    private readonly office: Office,
    private readonly house: House,
  ) {}

  async files(): Promise<readonly FileThere[]> {
    const client = new pg.Client({ connectionString: this.house.databaseUrl() });
    await client.connect();
    try {
      const { rows } = await client.query<FileThere>(
        `SELECT f.case_run AS "caseRun", f.state AS status, f.result AS outcome,
                coalesce((SELECT json_agg(json_build_object('documentId', d.id, 'sha256', d.sha256, 'versions', d.versions))
                            FROM (SELECT id, max(sha256) AS sha256, count(*)::int AS versions FROM dms_document WHERE file_id = f.id GROUP BY id) d),
                         '[]') AS documents
           FROM dms_file f`,
      );
      return rows;
    } finally {
      await client.end();
    }
  }

  async close(caseRun: string, outcome: string): Promise<boolean> {
    const [number = ''] = caseRun.split('/');
    const files = await this.office.look<{ id: string; state: string }[]>('roman', `/api/v1/registers/dms?case=${number}`);
    const [file] = files ?? [];
    if (file === undefined) return false;
    if (file.state === 'closed') return true;
    const path = `/api/v1/registers/dms/${encodeURIComponent(file.id)}/close`;
    const { status, body } = await this.office.as('roman', 'POST', path, { result: outcome });
    // 409: it was closed a moment ago; the next look tells.
    if (status === 409) throw new Away('the file is closed already');
    if (status !== 200) throw new Error(`Expected the file to be closed, but the house answered ${status}: ${JSON.stringify(body)}`);
    return true;
  }
}
