/** Tables of codes: what is read, checked, published, and sent once a code is known. */
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import type { Schemas } from '../../api/schema.js';

export type CodeTable = Schemas['CodeTable'];
export type Checked = Schemas['CodeTableChecked'];
export type Finding = Schemas['CodeFinding'];
export type TableKey = Pick<CodeTable, 'system' | 'direction'>;
export type CodeKind = 'status' | 'outcome';

export const codeTablesQuery = queryOptions({
  queryKey: ['code-tables'],
  queryFn: ({ signal }) => call('GET /api/v1/code-tables', { signal }),
});

export const codeTableQuery = ({ system, direction }: TableKey) =>
  queryOptions({
    queryKey: ['code-tables', system, direction],
    queryFn: ({ signal }) => call('GET /api/v1/code-tables/{system}/{direction}', { params: { system, direction }, signal }),
  });

export function checkTable({ system, direction }: TableKey, xml: string): Promise<Checked> {
  return call('POST /api/v1/code-tables/{system}/{direction}/check', { params: { system, direction }, body: { xml } });
}

interface Publication {
  readonly xml: string;
  readonly basedOn: number;
  readonly effectiveOn: string | null;
  readonly note: string;
}

export function publishTable({ system, direction }: TableKey, body: Publication): Promise<{ version: number }> {
  return call('POST /api/v1/code-tables/{system}/{direction}/versions', { params: { system, direction }, body });
}

export function sendHeld({ system, direction }: TableKey): Promise<{ replayed: number }> {
  return call('POST /api/v1/code-tables/{system}/{direction}/replay', { params: { system, direction } });
}

export function writeCodes(system: TableKey['system'], kind: CodeKind, codes: string[]): Promise<void> {
  return call('PUT /api/v1/systems/{system}/codes/{kind}', { params: { system, kind }, body: { codes } });
}
