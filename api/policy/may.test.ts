/** The policy as a table: each role against each act, and the SQL predicate against the function. */
import { knexForTest } from '../../test/api/support/policy-database.js';
import { ACTS, type Act } from './acts.js';
import { casesFor, may, mayEver, tasksFor } from './may.js';
import type { Person, Role } from './person.js';

function person(role: Role, more: Partial<Person> = {}): Person {
  return { login: role, name: role, roles: [role], unit: role === 'department' ? 'roads' : null, tierLead: false, ...more };
}

const OURS = { units: ['roads'] };
const THEIRS = { units: ['greenery'] };

describe('may', () => {
  test.each<[Role, string]>([
    [
      'front-office',
      'desk.use article.send outage.read case.read case.create case.write document.move resident.read resident.write resident.merge history.read register.read',
    ],
    [
      'line-1',
      'desk.use article.send outage.read outage.write case.read case.create case.write document.move resident.read resident.write resident.merge history.read register.read',
    ],
    [
      'line-2',
      'article.send inbox.work outage.read outage.write case.read case.create case.write document.move resident.read resident.write resident.merge history.read register.read',
    ],
    ['department', 'outage.read register.close-file register.plan-work'],
    ['owner', 'history.read catalogue.write model.deploy model.draft codes.work running.read field-owner.read drift.read drift.settle'],
    [
      'auditor',
      'case.read register.read resident.read history.read journal.verify anchors.export cases.export access-log.read changes.read sample.work field-owner.read',
    ],
    [
      'admin',
      'resident.erase case.hold journal.verify anchors.export people.write calendars.write step.retry system.manage field-owner.read drift.read drift.settle',
    ],
  ])('%s may, on a case of any department: %s', (role, acts) => {
    const reads = ['catalogue.read', 'model.read', 'people.read', 'system.read'];
    const expected = new Set([...acts.split(' ').filter((act) => act !== ''), ...reads]);
    for (const act of Object.keys(ACTS) as Act[]) expect([act, may(person(role), act, THEIRS)]).toEqual([act, expected.has(act)]);
  });

  test('a department reads and writes what is or was with it, and nothing else', () => {
    const roman = person('department');
    for (const act of ['case.read', 'case.write', 'document.move', 'history.read', 'register.read'] as const) {
      expect([act, may(roman, act, OURS), may(roman, act, THEIRS)]).toEqual([act, true, false]);
      expect(may(person('department', { unit: null }), act, OURS)).toBe(false);
    }
  });

  test('an auditor changes nothing', () => {
    const changing: readonly Act[] = [
      'case.create',
      'case.write',
      'document.move',
      'task.work',
      'task.distribute',
      'question.answer',
      'resident.write',
      'resident.merge',
      'resident.erase',
      'case.hold',
      'catalogue.write',
      'model.deploy',
      'model.draft',
      'people.write',
      'calendars.write',
      'step.retry',
      'system.manage',
      'codes.work',
      'register.close-file',
      'register.plan-work',
    ];
    for (const act of changing)
      expect([act, may(person('auditor', { tierLead: true }), act, { ...OURS, tier: 'line-1' })]).toEqual([act, false]);
  });

  test('work is for the own tier, in departments for the own department', () => {
    const at = (tier: string, department: string | null = null) => ({ units: [], tier, department });
    expect(may(person('line-1'), 'task.work', at('line-1'))).toBe(true);
    expect(may(person('line-1'), 'task.work', at('line-2'))).toBe(false);
    expect(may(person('department'), 'task.work', at('department', 'roads'))).toBe(true);
    expect(may(person('department'), 'task.work', at('department', 'greenery'))).toBe(false);
    expect(may(person('line-1', { roles: ['line-1', 'line-2'] }), 'task.work', at('line-2'))).toBe(true);
  });

  test('a question is answered by the one who is asked, or by anybody of the tier that is asked', () => {
    const toPerson = { units: [], asked: 'lena', tier: null, department: null };
    expect(may(person('line-1', { login: 'lena' }), 'question.answer', toPerson)).toBe(true);
    expect(may(person('line-1', { login: 'leon' }), 'question.answer', toPerson)).toBe(false);
    const toRoads = { units: [], asked: null, tier: 'department', department: 'roads' };
    expect(may(person('department'), 'question.answer', toRoads)).toBe(true);
    expect(may(person('department', { unit: 'greenery' }), 'question.answer', toRoads)).toBe(false);
    expect(may(person('line-2'), 'question.answer', toRoads)).toBe(false);
  });

  test('distributing is a tier lead’s', () => {
    const task = { units: [], tier: 'line-1', department: null };
    expect(may(person('line-1'), 'task.distribute', task)).toBe(false);
    expect(mayEver(person('line-1'), 'task.distribute')).toBe(false);
    expect(may(person('line-1', { tierLead: true }), 'task.distribute', task)).toBe(true);
    expect(may(person('line-2', { tierLead: true }), 'task.distribute', task)).toBe(false);
  });
});

describe('the SQL predicate says the same as the function', () => {
  const cases = [
    { name: 'a', units: [] },
    { name: 'b', units: ['roads'] },
    { name: 'c', units: ['greenery'] },
    { name: 'd', units: ['greenery', 'roads'] },
  ] as const;
  const tasks = ['front-office', 'line-1', 'line-2', 'department'].flatMap((tier) =>
    [null, 'roads', 'greenery'].map((department) => ({ tier, department })),
  );
  let database: Awaited<ReturnType<typeof knexForTest>>;
  beforeAll(async () => {
    database = await knexForTest(cases, tasks);
  });
  afterAll(() => database.drop());

  const roles: readonly Role[] = ['front-office', 'line-1', 'line-2', 'department', 'owner', 'auditor', 'admin'];
  test.each(roles)('for %s', async (role) => {
    for (const who of [person(role), person(role, { unit: null }), person(role, { roles: [role, 'department'], unit: 'greenery' })]) {
      for (const act of ['case.read', 'case.write', 'history.read', 'journal.verify', 'register.read'] as const) {
        const expected = cases.filter((one) => may(who, act, one)).map((one) => one.name);
        expect([act, await database.casesWhere(casesFor(who, act))]).toEqual([act, expected]);
      }
      const expected = tasks.filter((task) => may(who, 'task.work', { units: [], ...task }));
      expect(await database.tasksWhere(tasksFor(who))).toEqual(expected);
    }
  });
});
