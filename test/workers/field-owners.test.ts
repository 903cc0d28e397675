/** The table of owners knows each field that an effect carries to another system, and no other. */
import { crmEffects } from '../../workers/connectors/crm-effects.js';
import { dmsEffects } from '../../workers/connectors/dms-effects.js';
import { OWNED_FIELDS } from '../../workers/field-owners.js';

const partsOf = (effects: Readonly<Record<string, { readonly shape: object }>>): string[] =>
  Object.entries(effects).flatMap(([action, { shape }]) => Object.keys(shape).map((field) => `${action}.${field}`));

test.each([
  ['crm', partsOf(crmEffects)],
  ['dms', partsOf(dmsEffects)],
] as const)('each field that %s is told has one owner', (system, parts) => {
  const told: readonly string[] = Object.values(OWNED_FIELDS).flatMap((one): readonly string[] => one[system]);
  expect([...told].sort()).toEqual([...parts].sort());
});

test('status, outcome, dates and where paper lies are the case’s; contact data the CRM’s; what is a file’s the DMS’s; planned work the department’s', () => {
  expect(Object.fromEntries(Object.entries(OWNED_FIELDS).map(([field, { owner }]) => [field, owner]))).toMatchObject({
    status: 'case',
    outcome: 'case',
    dates: 'case',
    contactData: 'crm',
    consents: 'crm',
    fileNumber: 'dms',
    documents: 'dms',
    paper: 'case',
    signature: 'dms',
    archiveClass: 'dms',
    plannedWork: 'department',
  });
});
