/** What the desk gets of the engine's facts. */
import { changesOf } from './embedded-feed.js';

function taskWith(dueDate: string) {
  return changesOf({
    position: 1n,
    atMs: 0,
    command: 'createInstance',
    events: [
      {
        type: 'userTask',
        processInstanceKey: 1n,
        rootInstanceKey: 1n,
        processDefinitionKey: 2n,
        bpmnProcessId: 'p',
        version: 1,
        elementId: 'a',
        elementType: 'userTask',
        elementInstanceKey: 3n,
        data: { intent: 'CREATED', taskKey: 4n, assignee: '', candidateGroups: [], candidateUsers: [], dueDate },
      },
    ],
  });
}

test.each([
  ['2026-12-01T10:00+01:00[Europe/Warsaw]', '2026-12-01T09:00:00.000Z'],
  ['2026-12-01T10:00:00Z', '2026-12-01T10:00:00.000Z'],
  ['', ''],
  ['0000-06-01T10:00Z', ''],
  ['soon', ''],
])('a due date %p becomes the moment %p, which PostgreSQL takes', (written, moment) => {
  expect(taskWith(written)).toMatchObject([{ type: 'taskCreated', task: { taskKey: '4', dueDate: moment } }]);
});
