/** The core by its events: jobs, people. Numbers in brackets are the clauses of facts/SEMANTICS. */
import { describe, expect, test } from '@jest/globals';
import { endEvent, extensionElements, path, processXml, startEvent, tag } from '../model/testing/process-xml.js';
import type { Command } from './index.js';
import { accepted, deployed, HOUR, oneTask, refused, start, variables } from './testing/given.js';

describe('jobs', () => {
  test('complete counts whoever sends it; a failed one is INVALID_STATE (1)', async () => {
    const engine = await deployed(oneTask);
    start(engine);
    const jobKey = engine.job('a');
    accepted(engine, { type: 'failJob', jobKey, retries: 0, backoffMs: 0, message: 'broken', variables: variables() });
    expect(refused(engine, { type: 'completeJob', jobKey, variables: variables() }).code).toBe('INVALID_STATE');
    expect(refused(engine, { type: 'completeJob', jobKey: 42n, variables: variables() }).reason).toBe(
      "Expected to complete job with key '42', but no such job was found",
    );
  });

  test('updated retries neither resolve nor reactivate; resolving without retries is refused (2)', async () => {
    const engine = await deployed(oneTask);
    start(engine);
    const jobKey = engine.job('a');
    accepted(engine, { type: 'failJob', jobKey, retries: 0, backoffMs: 0, message: 'broken', variables: variables() });
    const incidentKey = engine.at('a')[0]?.incident?.key ?? 0n;
    expect(refused(engine, { type: 'resolveIncident', incidentKey }).code).toBe('INVALID_STATE');
    accepted(engine, { type: 'updateJobRetries', jobKey, retries: 2 });
    expect(engine.at('a')[0]?.job?.state).toBe('failed');
    accepted(engine, { type: 'resolveIncident', incidentKey });
    expect(engine.at('a')[0]?.job).toMatchObject({ state: 'activatable', retries: 2 });
  });

  test('back-off ends by the clock', async () => {
    const engine = await deployed(oneTask);
    start(engine);
    accepted(engine, { type: 'failJob', jobKey: engine.job('a'), retries: 1, backoffMs: HOUR, message: '', variables: variables() });
    expect(engine.at('a')[0]?.job?.state).toBe('backoff');
    engine.advance(HOUR);
    expect(engine.at('a')[0]?.job?.state).toBe('activatable');
  });

  test('an error nobody catches leaves the job thrown and the task active (10)', async () => {
    const engine = await deployed(oneTask);
    start(engine);
    accepted(engine, { type: 'throwJobError', jobKey: engine.job('a'), code: 'E', message: 'm', variables: variables() });
    expect(engine.at('a')[0]).toMatchObject({
      state: 'activated',
      job: { state: 'errorThrown' },
      incident: { errorType: 'UNHANDLED_ERROR_EVENT' },
    });
  });
});

describe('people', () => {
  const human = processXml('p', [
    startEvent('s'),
    tag('userTask', { id: 'decide' }, [
      extensionElements(tag('zeebe:userTask'), tag('zeebe:assignmentDefinition', { assignee: '=who', candidateGroups: '=["line-1"]' })),
    ]),
    endEvent('e'),
    path('s', 'decide', 'e'),
  ]);

  test('claim a task once, complete it once', async () => {
    const engine = await deployed(human);
    start(engine, { who: '' });
    const taskKey = engine.at('decide')[0]?.userTask?.key ?? 0n;
    const claim = (assignee: string): Command => ({ type: 'assignUserTask', taskKey, assignee, allowOverride: false, action: '' });
    accepted(engine, claim('anna'));
    expect(refused(engine, claim('jan'))).toMatchObject({ code: 'INVALID_STATE' });
    accepted(engine, { type: 'completeUserTask', taskKey, variables: variables({ decision: 'resolve' }), action: '' });
    expect(refused(engine, { type: 'completeUserTask', taskKey, variables: variables(), action: '' }).code).toBe('NOT_FOUND');
  });

  test('a null assignee is an incident (24)', async () => {
    const engine = await deployed(human);
    start(engine, { who: null });
    expect(engine.at('decide')[0]?.incident?.errorType).toBe('EXTRACT_VALUE_ERROR');
  });
});

test('a job that no message can carry becomes an incident; resolved, it is handed out again', async () => {
  const engine = await deployed(oneTask);
  start(engine);
  const jobKey = engine.job('a');
  accepted(engine, { type: 'refuseOversizedJob', jobKey, bytes: 5_000_000 });
  expect(engine.at('a')[0]).toMatchObject({ job: { state: 'failed', retries: 3 }, incident: { errorType: 'MESSAGE_SIZE_EXCEEDED' } });
  expect(refused(engine, { type: 'refuseOversizedJob', jobKey, bytes: 5_000_000 }).code).toBe('NOT_FOUND');
  accepted(engine, { type: 'resolveIncident', incidentKey: engine.at('a')[0]?.incident?.key ?? 0n });
  expect(engine.at('a')[0]?.job?.state).toBe('activatable');
});
