/** The web application's types are those of the api as it is. `npm run api-types` writes them anew. */
import { readFileSync, writeFileSync } from 'node:fs';
import { openApiDocument } from '../../api/http/openapi.js';
import { ROUTES } from '../../api/routes.js';
import { apiTypes } from './support/api-types.js';

const FILE = new URL('../../modeler-ui/api/schema.d.ts', import.meta.url);

test('modeler-ui/api/schema.d.ts fits the OpenAPI document', () => {
  const types = apiTypes(openApiDocument(ROUTES, 'any'));
  if (process.env.OKIENKO_TEST_WRITE_API_TYPES === '1') writeFileSync(FILE, types);
  expect(readFileSync(FILE, 'utf8')).toBe(types);
});
