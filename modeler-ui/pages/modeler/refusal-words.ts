/** The engine's refusals in the person's language. Whatever isn't known here is shown in its own words: better than silence. */
import type { strings } from './problem-strings.js';

export type RefusalKey = Extract<keyof (typeof strings)['pl'], `refused.${string}`>;

const KNOWN: readonly (readonly [RegExp, RefusalKey])[] = [
  [/^Expected a FEEL expression, but found none/, 'refused.empty-cell'],
  [/^Expected a form as a JSON object/, 'refused.no-form-text'],
  [/^Expected (DMN|one self-contained DMN|a decision table or a literal)/, 'refused.no-table'],
  [/^Expected at least one (output column|decision)/, 'refused.no-output'],
  [/^Expected \d+ (input|output) entries/, 'refused.cells'],
  [/^Expected output values/, 'refused.no-priorities'],
  [/^Expected a name for each of several output columns/, 'refused.no-column-name'],
  [/^Expected one output column to aggregate/, 'refused.one-output'],
  [/^Expected each (form|decision) id to occur once/, 'refused.same-part'],
  [/^Expected a job type|zeebe:taskDefinition, but there is neither|^Expected a decision id/, 'refused.no-work'],
  [/^Expected either .* but there are both/, 'refused.two-works'],
  [/^Expected the condition, but there is none/, 'refused.no-condition'],
  [/^Expected a condition or the default flow/, 'refused.no-condition'],
  [/^Expected a condition only after an exclusive gateway/, 'refused.condition-elsewhere'],
  [/^Expected a (reference to a )?message/, 'refused.no-message'],
  [/^Expected exactly one of timeDate, timeDuration and timeCycle/, 'refused.no-time'],
  [/^Expected zeebe:formDefinition with exactly one/, 'refused.no-form'],
  [/^Expected a process to have a start event/, 'refused.no-start'],
  [/^Expected at most one none start event/, 'refused.many-starts'],
  [/^Expected a subprocess to have exactly one start event/, 'refused.part-start'],
  [/^Expected no sequence flow into/, 'refused.flow-into'],
  [/^Expected no sequence flow out of/, 'refused.flow-out'],
  [/^Expected at least 2 sequence flows out of an event-based gateway/, 'refused.one-way'],
  [/^Expected an event-based gateway to lead to catching events/, 'refused.not-an-event'],
  [/^Expected an element that can be executed/, 'refused.not-executable'],
  [/^Expected a boundary event to be attached/, 'refused.not-attached'],
  [/^Expected an activity that runs once/, 'refused.loop'],
  [/^Expected .* to be FEEL/, 'refused.expression'],
  [/FEEL/, 'refused.expression'],
  [/^Expected at least one executable process/, 'refused.nothing-executable'],
  [/^Expected the id of a process/, 'refused.no-call'],
  [/^Expected a sequence flow within one scope/, 'refused.scope'],
  [/^Expected elements of BPMN 2\.0 and Zeebe/, 'refused.foreign'],
];

export function refusalKey(reason: string): RefusalKey | undefined {
  return KNOWN.find(([pattern]) => pattern.test(reason))?.[1];
}
