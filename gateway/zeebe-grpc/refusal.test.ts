import { status } from '@grpc/grpc-js';
import { refusalOf, refusalOfFaults, refused, statusOnWire } from './refusal.js';

describe('a rejection of the engine', () => {
  test.each([
    ['INVALID_ARGUMENT', status.INVALID_ARGUMENT],
    ['NOT_FOUND', status.NOT_FOUND],
    ['ALREADY_EXISTS', status.ALREADY_EXISTS],
    ['INVALID_STATE', status.FAILED_PRECONDITION],
    ['EXCEEDED_BATCH_RECORD_SIZE', status.INTERNAL],
  ] as const)('%s has the status that Zeebe gives it, and its words', (code, expected) => {
    expect(refusalOf('COMPLETE', { type: 'rejected', code, reason: 'Expected x, but y' })).toEqual({
      type: 'refused',
      code: expected,
      details: `Command 'COMPLETE' rejected with code '${code}': Expected x, but y`,
    });
  });
});

describe('an engine that can do nothing now', () => {
  test.each([
    ['RESOURCE_EXHAUSTED', status.RESOURCE_EXHAUSTED],
    ['NOT_WRITER', status.UNAVAILABLE],
    ['STOPPED', status.UNAVAILABLE],
  ] as const)('%s has a status that clients retry', (code, expected) => {
    expect(refusalOf('COMPLETE', { type: 'unavailable', code, reason: 'later' })).toEqual({
      type: 'refused',
      code: expected,
      details: 'later',
    });
  });
});

describe('faults of a deployment', () => {
  test('are listed by resource and element', () => {
    const refusal = refusalOfFaults({
      type: 'invalid',
      faults: [
        { resourceName: 'a.bpmn', elementId: 'task', reason: 'Expected a job type, but there is none' },
        { resourceName: 'b.dmn', elementId: '', reason: 'Expected DMN, but this is not XML' },
        { resourceName: 'a.bpmn', elementId: 'flow', reason: 'Expected FEEL, but got 1 +' },
      ],
    });
    expect(refusal).toEqual({
      type: 'refused',
      code: status.INVALID_ARGUMENT,
      details: `Command 'CREATE' rejected with code 'INVALID_ARGUMENT': Expected to deploy new resources, but encountered the following errors:
'a.bpmn': - Element: task
    - ERROR: Expected a job type, but there is none
- Element: flow
    - ERROR: Expected FEEL, but got 1 +

'b.dmn': - ERROR: Expected DMN, but this is not XML
`,
    });
  });
});

describe('a status on the wire', () => {
  test('keeps what fits', () => {
    expect(statusOnWire(refused(status.INTERNAL, 'Łódź: 1 < 2'))).toEqual({ code: status.INTERNAL, details: 'Łódź: 1 < 2' });
  });

  test('is cut where a header would burst, saying so', () => {
    const { details } = statusOnWire(refused(status.INTERNAL, 'ż'.repeat(100_000)));
    expect(encodeURI(details).length).toBeLessThan(13_000);
    expect(details).toMatch(/^ż+… \(cut: 100000 characters in all\)$/);
  });

  test('survives half a character, which a header can’t carry', () => {
    expect(() => encodeURI(statusOnWire(refused(status.INTERNAL, 'a\ud800b')).details)).not.toThrow();
  });
});
