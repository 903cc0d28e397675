/** Jobs: retries, back-off, incidents, late answers, headers, and the tasks that are jobs. */
import {
  endEvent,
  extensionElements,
  ioMapping,
  message,
  path,
  processXml,
  startEvent,
  subProcess,
  tag,
  taskDefinition,
} from '../../../engine/model/testing/process-xml.js';
import { scenario, task } from '../scenario-model.js';

const one = (...extensions: readonly string[]): string =>
  processXml('p', [
    startEvent('s'),
    task('serviceTask', 'a', extensions.length > 0 ? extensions : [taskDefinition('a')]),
    endEvent('e'),
    path('s', 'a', 'e'),
  ]);
const user = (...extensions: readonly string[]): string =>
  processXml('p', [startEvent('s'), task('userTask', 'a', extensions), endEvent('e'), path('s', 'a', 'e')]);
const headers = tag('zeebe:taskHeaders', {}, [
  tag('zeebe:header', { key: 'h', value: '1' }),
  tag('zeebe:header', { key: 'g', value: '=x' }),
]);

export const scenarios = [
  scenario('fail with retries left, then complete', one(), [
    { do: 'start' },
    { do: 'activate', type: 'a' },
    { do: 'fail', element: 'a', retries: 2, message: 'm' },
    { do: 'activate', type: 'a' },
    { do: 'complete', element: 'a', variables: { r: 1, why: 2 } },
  ]),
  scenario('fail without retries, update, resolve', one(), [
    { do: 'start' },
    { do: 'fail', element: 'a', retries: 0, message: 'broken' },
    { do: 'complete', element: 'a' },
    { do: 'fail', element: 'a', retries: 1 },
    { do: 'throw', element: 'a', code: 'E' },
    { do: 'resolve', element: 'a' },
    { do: 'retries', element: 'a', retries: 0 },
    { do: 'retries', element: 'a', retries: -1 },
    { do: 'retries', element: 'a', retries: 2 },
    { do: 'activate', type: 'a' },
    { do: 'resolve', element: 'a' },
    { do: 'activate', type: 'a' },
    { do: 'complete', element: 'a' },
    { do: 'resolve', element: 'a' },
    { do: 'complete', element: 'a' },
    { do: 'fail', element: 'a', retries: 1 },
    { do: 'throw', element: 'a', code: 'E' },
    { do: 'retries', element: 'a', retries: 1 },
  ]),
  scenario('fail without retries and without a message', one(), [{ do: 'start' }, { do: 'fail', element: 'a', retries: 0 }]),
  scenario('fail with negative retries', one(), [{ do: 'start' }, { do: 'fail', element: 'a', retries: -3, message: 'm' }]),
  scenario('back-off', one(), [
    { do: 'start' },
    { do: 'activate', type: 'a' },
    { do: 'fail', element: 'a', retries: 2, backoffMs: 60_000 },
    { do: 'activate', type: 'a' },
    { do: 'advance', seconds: 61 },
    { do: 'activate', type: 'a' },
  ]),
  scenario('complete, throw and fail in back-off', one(), [
    { do: 'start' },
    { do: 'activate', type: 'a' },
    { do: 'fail', element: 'a', retries: 2, backoffMs: 60_000 },
    { do: 'fail', element: 'a', retries: 1 },
    { do: 'throw', element: 'a', code: 'E' },
    { do: 'complete', element: 'a' },
  ]),
  scenario('back-off and update of retries', one(), [
    { do: 'start' },
    { do: 'activate', type: 'a' },
    { do: 'fail', element: 'a', retries: 2, backoffMs: 60_000 },
    { do: 'retries', element: 'a', retries: 7 },
    { do: 'activate', type: 'a' },
    { do: 'advance', seconds: 61 },
    { do: 'activate', type: 'a' },
  ]),
  scenario('back-off without retries', one(), [
    { do: 'start' },
    { do: 'activate', type: 'a' },
    { do: 'fail', element: 'a', retries: 0, backoffMs: 60_000 },
    { do: 'retries', element: 'a', retries: 1 },
    { do: 'resolve', element: 'a' },
    { do: 'activate', type: 'a' },
  ]),
  scenario('a lease that ends', one(), [
    { do: 'start' },
    { do: 'activate', type: 'a' },
    { do: 'activate', type: 'a' },
    { do: 'advance', seconds: 3700 },
    { do: 'activate', type: 'a' },
    { do: 'complete', element: 'a' },
  ]),
  scenario('cancel in back-off', one(), [
    { do: 'start' },
    { do: 'activate', type: 'a' },
    { do: 'fail', element: 'a', retries: 2, backoffMs: 60_000 },
    { do: 'cancel' },
    { do: 'advance', seconds: 61 },
    { do: 'activate', type: 'a' },
  ]),
  scenario('headers and dynamic type and retries', one(taskDefinition('="t-" + x', '=n + 1'), headers), [
    { do: 'start', variables: { x: 'y', n: 4 } },
    { do: 'activate', type: 't-y' },
  ]),
  scenario('a type that is missing', one(taskDefinition('=x', '3')), [
    { do: 'start' },
    { do: 'set', element: 'p', variables: { x: 5 } },
    { do: 'resolve', element: 'a' },
    { do: 'set', element: 'p', variables: { x: 'x' } },
    { do: 'resolve', element: 'a' },
  ]),
  scenario('retries that are missing', one(taskDefinition('a', '=x')), [
    { do: 'start' },
    { do: 'set', element: 'p', variables: { x: 'five' } },
    { do: 'resolve', element: 'a' },
    { do: 'set', element: 'p', variables: { x: 2.7 } },
    { do: 'resolve', element: 'a' },
  ]),
  scenario('retries of zero', one(taskDefinition('a', '0')), [{ do: 'start' }, { do: 'activate', type: 'a' }]),
  scenario('type from an input mapping', one(taskDefinition('=x', '3'), ioMapping({ x: '="inner"' })), [
    { do: 'start' },
    { do: 'activate', type: 'inner' },
  ]),
  scenario(
    'send, business rule and script tasks by job',
    processXml('p', [
      startEvent('s'),
      task('sendTask', 'se', [taskDefinition('se'), headers]),
      task('businessRuleTask', 'br', [taskDefinition('br', '1'), headers]),
      task('scriptTask', 'sc', [taskDefinition('sc')]),
      endEvent('e'),
      path('s', 'se', 'br', 'sc', 'e'),
    ]),
    [
      { do: 'start' },
      { do: 'complete', element: 'se' },
      { do: 'complete', element: 'br', variables: { r: 1 } },
      { do: 'fail', element: 'sc', retries: 0 },
    ],
  ),
  scenario('job-based user task without assignment', user(headers), [
    { do: 'start' },
    { do: 'activate', type: 'io.camunda.zeebe:userTask' },
    { do: 'complete', element: 'a' },
  ]),
  scenario(
    'job-based user task, everything static',
    user(
      tag('zeebe:assignmentDefinition', { assignee: 'anna', candidateGroups: 'a, b', candidateUsers: 'x,y' }),
      tag('zeebe:taskSchedule', { dueDate: '2030-01-01T00:00:00Z', followUpDate: '2030-01-01T00:00:00+01:00' }),
    ),
    [{ do: 'start' }],
  ),
  scenario(
    'job-based user task, everything an expression',
    user(
      tag('zeebe:assignmentDefinition', { assignee: '=who', candidateGroups: '=groups', candidateUsers: '=["x", "y"]' }),
      tag('zeebe:taskSchedule', { dueDate: '=due', followUpDate: '=date and time("2030-01-01T00:00:00Z")' }),
    ),
    [{ do: 'start', variables: { who: 'jan', groups: ['g', 'h'], due: '2030-01-01T00:00Z' } }],
  ),
  scenario(
    'job-based user task, empty assignee and groups',
    user(tag('zeebe:assignmentDefinition', { assignee: '=who', candidateGroups: '=groups' })),
    [{ do: 'start', variables: { who: '', groups: [] } }],
  ),
  scenario('job-based user task, null assignee', user(tag('zeebe:assignmentDefinition', { assignee: '=who' })), [
    { do: 'start' },
    { do: 'set', element: 'p', variables: { who: 'x' } },
    { do: 'resolve', element: 'a' },
  ]),
  scenario('job-based user task, null groups', user(tag('zeebe:assignmentDefinition', { candidateGroups: '=who' })), [{ do: 'start' }]),
  scenario('job-based user task, groups of numbers', user(tag('zeebe:assignmentDefinition', { candidateGroups: '=[1]' })), [
    { do: 'start' },
  ]),
  scenario('job-based user task, null due date', user(tag('zeebe:taskSchedule', { dueDate: '=due', followUpDate: '=due' })), [
    { do: 'start' },
  ]),
  scenario('job-based user task, bad due date', user(tag('zeebe:taskSchedule', { dueDate: '=due' })), [
    { do: 'start', variables: { due: 'tomorrow' } },
  ]),
  scenario('job-based user task, due date without offset', user(tag('zeebe:taskSchedule', { dueDate: '=due' })), [
    { do: 'start', variables: { due: '2030-01-01T00:00:00' } },
  ]),
  scenario('job-based user task, empty due date', user(tag('zeebe:taskSchedule', { dueDate: '=due' })), [
    { do: 'start', variables: { due: '' } },
  ]),
  scenario('job-based user task, due date is a number', user(tag('zeebe:taskSchedule', { dueDate: '=due' })), [
    { do: 'start', variables: { due: 5 } },
  ]),
  scenario('job-based user task, form key', user(tag('zeebe:formDefinition', { formKey: 'camunda-forms:bpmn:x' })), [{ do: 'start' }]),
  scenario('job-based user task, linked form missing, then deployed', user(tag('zeebe:formDefinition', { formId: 'form-1' })), [
    { do: 'start' },
    { do: 'deploy', resources: [{ name: 'f.form', content: '{"id":"form-1","type":"default","components":[]}' }] },
    { do: 'resolve', element: 'a' },
  ]),
  scenario(
    'job in a subprocess completes with names of every scope',
    processXml('p', [
      startEvent('s'),
      tag('subProcess', { id: 'sub' }, [
        extensionElements(ioMapping({ y: '=0' })),
        startEvent('is'),
        task('serviceTask', 'a', [taskDefinition('a'), ioMapping({ x: '=0' })]),
        endEvent('ie'),
        path('is', 'a', 'ie'),
      ]),
      endEvent('e'),
      path('s', 'sub', 'e'),
    ]),
    [
      { do: 'start', variables: { z: 0 } },
      { do: 'complete', element: 'a', variables: { x: 1, y: 2, z: 3, fresh: 4 } },
    ],
  ),
  scenario(
    'complete without an element that is active',
    processXml(
      'p',
      [
        startEvent('s'),
        subProcess('sub', [startEvent('is'), task('serviceTask', 'a', [taskDefinition('a')]), path('is', 'a')]),
        path('s', 'sub'),
      ],
      [message('m', 'm')],
    ),
    [{ do: 'start' }, { do: 'cancel' }, { do: 'complete', element: 'a' }, { do: 'retries', element: 'a', retries: 1 }],
  ),
];
