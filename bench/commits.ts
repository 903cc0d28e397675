/** The yardstick: how many one-row inserts a second the same cluster commits for 32 connections of the same driver. */
import pg from 'pg';

const CONNECTIONS = 32;

export class CommitLoad {
  private readonly clients: pg.Client[] = [];

  constructor(private readonly databaseUrl: string) {}

  async open(): Promise<void> {
    for (let i = 0; i < CONNECTIONS; i++) {
      const client = new pg.Client({ connectionString: this.databaseUrl });
      await client.connect();
      this.clients.push(client);
    }
    await this.clients[0]?.query(
      'CREATE TABLE IF NOT EXISTS bench_commit (id bigserial PRIMARY KEY, at timestamptz DEFAULT now(), payload text)',
    );
  }

  /** Commits a second. */
  async run(durationMs: number): Promise<number> {
    const start = performance.now();
    // Plain parametrised queries, as an application writes them; docs/bench.md has the ratio against prepared ones too.
    const insert = 'INSERT INTO bench_commit (payload) VALUES ($1)';
    const counts = await Promise.all(
      this.clients.map(async (client, index) => {
        let commits = 0;
        for (; performance.now() - start < durationMs; commits++) await client.query(insert, [`row of connection ${index}`]);
        return commits;
      }),
    );
    const elapsedMs = performance.now() - start;
    return (counts.reduce((sum, count) => sum + count, 0) / elapsedMs) * 1000;
  }

  async close(): Promise<void> {
    await Promise.all(this.clients.map((client) => client.end()));
  }
}
