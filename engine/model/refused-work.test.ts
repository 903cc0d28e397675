/** Why a model is refused on account of what its activities do. */
import { boundaryEvent, errorEvent, extensionElements, ioMapping, tag, taskDefinition } from './testing/process-xml.js';
import { around, between, extended, type Refusal, testRefusals } from './testing/refusal.js';

const work: readonly Refusal[] = [
  [
    'a service task without job type',
    between('x', tag('serviceTask', { id: 'x' })),
    'x',
    /a job type \(zeebe:taskDefinition\), but there is none/,
  ],
  ['a send task without job type', between('x', tag('sendTask', { id: 'x' })), 'x', /a job type/],
  ['an empty job type', between('x', extended('serviceTask', 'x', taskDefinition(' '))), 'x', /a job type/],
  [
    'a FEEL error in a job type',
    between('x', extended('serviceTask', 'x', taskDefinition('="a" +'))),
    'x',
    /Expected a FEEL expression.*job type/,
  ],
  [
    'retries that are no number',
    between('x', extended('serviceTask', 'x', taskDefinition('a', 'three'))),
    'x',
    /retries to be a number, but got 'three'/,
  ],
  [
    'a script task without anything',
    between('x', tag('scriptTask', { id: 'x' })),
    'x',
    /either zeebe:script or zeebe:taskDefinition, but there is neither/,
  ],
  [
    'a script task with both',
    between('x', extended('scriptTask', 'x', taskDefinition('a'), tag('zeebe:script', { expression: '=1', resultVariable: 'r' }))),
    'x',
    /are both/,
  ],
  [
    'a literal script',
    between('x', extended('scriptTask', 'x', tag('zeebe:script', { expression: '1', resultVariable: 'r' }))),
    'x',
    /begins with '='/,
  ],
  [
    'a script without result',
    between('x', extended('scriptTask', 'x', tag('zeebe:script', { expression: '=1' }))),
    'x',
    /a result variable of the script/,
  ],
  ['a rule task without anything', between('x', tag('businessRuleTask', { id: 'x' })), 'x', /either zeebe:calledDecision or/],
  [
    'a decision without id',
    between('x', extended('businessRuleTask', 'x', tag('zeebe:calledDecision', { resultVariable: 'r' }))),
    'x',
    /a decision id/,
  ],
  [
    'a decision without result',
    between('x', extended('businessRuleTask', 'x', tag('zeebe:calledDecision', { decisionId: 'd' }))),
    'x',
    /a result variable of the decision/,
  ],
  [
    'a pinned decision',
    between(
      'x',
      extended('businessRuleTask', 'x', tag('zeebe:calledDecision', { decisionId: 'd', resultVariable: 'r', bindingType: 'deployment' })),
    ),
    'x',
    /the binding 'deployment' is not supported/,
  ],
  ['a call of nothing', between('x', tag('callActivity', { id: 'x', calledElement: 'ignored' })), 'x', /the id of a process/],
  ['a call without process id', between('x', extended('callActivity', 'x', tag('zeebe:calledElement'))), 'x', /the id of a process/],
  [
    'a literal output',
    between('x', extended('serviceTask', 'x', taskDefinition('a'), ioMapping({}, { b: 'c' }))),
    'x',
    /output mapping of 'b' to be FEEL/,
  ],
  [
    'an input without source',
    between('x', extended('serviceTask', 'x', taskDefinition('a'), ioMapping({ b: '' }))),
    'x',
    /input mapping of 'b', but there is none/,
  ],
  [
    'a FEEL error in an input',
    between('x', extended('serviceTask', 'x', taskDefinition('a'), ioMapping({ b: '=1 +' }))),
    'x',
    /FEEL expression.*input mapping of 'b'/,
  ],
  [
    'a mapping to no name',
    between('x', extended('serviceTask', 'x', taskDefinition('a'), ioMapping({ 'a b': '=1' }))),
    'x',
    /target of an input mapping.*'a b'/,
  ],
  [
    'a mapping to a broken path',
    between('x', extended('serviceTask', 'x', taskDefinition('a'), ioMapping({ 'a..b': '=1' }))),
    'x',
    /'a\.\.b'/,
  ],
  [
    'candidates with a gap',
    between('x', extended('userTask', 'x', tag('zeebe:assignmentDefinition', { candidateGroups: 'a,,b' }))),
    'x',
    /separated by commas/,
  ],
  [
    'a due date without offset',
    between('x', extended('userTask', 'x', tag('zeebe:taskSchedule', { dueDate: '2026-01-01T00:00:00' }))),
    'x',
    /date and time.*\(the due date\)/,
  ],
  [
    'a priority beyond 100',
    between('x', extended('userTask', 'x', tag('zeebe:userTask'), tag('zeebe:priorityDefinition', { priority: '101' }))),
    'x',
    /0 to 100, but got '101'/,
  ],
  [
    'a form key at a native user task',
    between('x', extended('userTask', 'x', tag('zeebe:userTask'), tag('zeebe:formDefinition', { formKey: 'f' }))),
    'x',
    /takes no formKey/,
  ],
  [
    'an external form at a job-based user task',
    between('x', extended('userTask', 'x', tag('zeebe:formDefinition', { externalReference: 'f' }))),
    'x',
    /takes no externalReference/,
  ],
  [
    'two forms',
    between('x', extended('userTask', 'x', tag('zeebe:formDefinition', { formId: 'f', formKey: 'g' }))),
    'x',
    /exactly one of formId/,
  ],
  [
    'execution listeners',
    between(
      'x',
      extended('task', 'x', tag('zeebe:executionListeners', {}, [tag('zeebe:executionListener', { eventType: 'start', type: 'a' })])),
    ),
    'x',
    /execution listeners are not supported/,
  ],
  [
    'task listeners',
    between(
      'x',
      extended('userTask', 'x', tag('zeebe:taskListeners', {}, [tag('zeebe:taskListener', { eventType: 'creating', type: 'a' })])),
    ),
    'x',
    /task listeners are not supported/,
  ],
  [
    'a job behind a user task',
    between('x', extended('userTask', 'x', taskDefinition('a'))),
    'x',
    /zeebe:taskDefinition only where it has an effect/,
  ],
  ['a job behind a none end event', around([extended('endEvent', 'x', taskDefinition('a'))]), 'x', /only where it has an effect/],
  ['mappings at a gateway', around([extended('parallelGateway', 'x', ioMapping({ a: '=1' }))]), 'x', /zeebe:ioMapping only where/],
  [
    'inputs at a boundary event',
    around([tag('task', { id: 't' }), boundaryEvent('x', 't', [extensionElements(ioMapping({ a: '=1' })), errorEvent()])]),
    'x',
    /zeebe:ioMapping only where/,
  ],
  [
    'an extension twice',
    between('x', extended('serviceTask', 'x', taskDefinition('a'), taskDefinition('b'))),
    'x',
    /one zeebe:taskDefinition, but there are several/,
  ],
];

testRefusals('work', work);
