/** Remembers each content that an Okienko brought along (table `shipped_resource`): what runs with one of these is no work of the city. */
import pg from 'pg';

export interface ShippedContent {
  readonly name: string;
  /** As the engine gives it. */
  readonly checksum: string;
}

/** Remembers `now` and settles to the checksums of all that was ever shipped. Idempotent. */
export async function rememberShipped(databaseUrl: string, now: readonly ShippedContent[]): Promise<ReadonlySet<string>> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'okienko case types' });
  await client.connect();
  try {
    await client.query(
      'INSERT INTO shipped_resource (checksum, resource_name) SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT DO NOTHING',
      [now.map(({ checksum }) => checksum), now.map(({ name }) => name)],
    );
    const { rows } = await client.query<{ checksum: string }>('SELECT checksum FROM shipped_resource');
    return new Set(rows.map(({ checksum }) => checksum));
  } finally {
    await client.end();
  }
}
