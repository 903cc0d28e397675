/** Sample people know what to do with every task of the case types that Okienko brings, whenever in the sixty days it comes. */
import { caseTypeResources } from '../processes/deploy.js';
import { CATALOGUE } from './catalogue/index.js';
import { Chance } from './chance.js';
import { decide, type SampleDecision } from './decisions.js';

const TRIES = 200;

function decisionOf(made: SampleDecision): string {
  return made.type === 'send-back' ? 'back' : made.decision;
}

test('what is decided is among what the task offers', async () => {
  const texts = (await caseTypeResources()).map(({ content }) => Buffer.from(content).toString('utf8'));
  const tasks = texts.flatMap((xml) =>
    [...xml.matchAll(/<bpmn:userTask id="([^"]+)"[\s\S]*?name="actions" value="([^"]+)"[\s\S]*?<\/bpmn:userTask>/g)].map(
      ([, element = '', actions = '']) => ({ element, actions: actions.split(',') }),
    ),
  );
  expect(tasks.map(({ element }) => element)).toEqual(expect.arrayContaining(['recognise', 'settle', 'notify-new-date', 'call-back']));
  const chance = new Chance(7);
  const wrong = new Set<string>();
  for (const task of tasks) {
    for (let nth = 0; nth < TRIES; nth++) {
      const decision = decisionOf(decide({ ...task, nowMs: Date.UTC(2026, 0, 7) }, chance.one(CATALOGUE), chance));
      if (!task.actions.includes(decision)) wrong.add(`${task.element}: ${decision}`);
    }
  }
  expect([...wrong]).toEqual([]);
});
