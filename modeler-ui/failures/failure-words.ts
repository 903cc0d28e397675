/** The engine's and the workers' words for a failed step, in the person's language: the first pattern that fits says which sentence. */
import { knownText, type Translate } from '../i18n/strings.js';
import { strings } from './failure-strings.js';

type Key = keyof (typeof strings)['pl'];

/** Expressions may contain quotes, so a part ends where the sentence goes on. */
const KNOWN: readonly (readonly [RegExp, Key])[] = [
  [/^Expected to evaluate decision '(.*?)', but no decision found/s, 'no-decision'],
  [/^multiple values aren't allowed for UNIQUE hit policy\. found: rules (.*)$/s, 'many-rules'],
  [/^different values aren't allowed for ANY hit policy\. found: (.*)$/s, 'other-values'],
  [/^\w+ expected numbers, but found (.*)$/s, 'no-numbers'],
  [/^Expected priority to be a whole number from 0 to 100, but was '(.*)'\.$/s, 'priority'],
  [/^Expected process with BPMN process id '(.*)' to be deployed/s, 'no-process'],
  [/^Expected process with BPMN process id '(.*)' to have a none start/s, 'no-start'],
  [/^Invalid date-time format '(.*)' for expression '(.*)'\.$/s, 'no-date'],
  [/^Invalid duration format '(.*)' for expression '(.*)'\.$/s, 'no-duration'],
  [
    /^Expected (?:a repeating|an interval|at most \d+ repetitions|an ISO 8601 duration|a duration|a date and time) .*?but got (.*)$/s,
    'no-cycle',
  ],
  [/^Expected to find a form with id '(.*)', but no form/s, 'no-form'],
  [/^Expected at least one condition to evaluate to true/, 'no-way'],
  [/^Failed to extract the correlation key for '(.*)': The value must .* but was '(\w+)'\.$/s, 'correlation'],
  [/^Expected to throw an error event with the code '(.*?)'.*, but it was not caught\./s, 'not-caught'],
  [/^Expected result of the expression '(.*)' to be 'ARRAY' containing 'STRING' items/s, 'not-texts'],
  [/^Expected result of the expression '(.*)' to be text without NUL/s, 'not-plain'],
  [/^Expected result of the expression '(.*)' to be (?:one of )?'\[?([\w, ]+)\]?', but was '(\w+)'\.$/s, 'wrong-type'],
  [/^Assertion failure on evaluate the expression '(.*)': (.*)$/s, 'assertion'],
  [/^failed to evaluate expression '(.*)': .*$/s, 'evaluation'],
  [/^No more retries left\.$/, 'no-retries'],
  [/^The job with key .* \((\d+) bytes\) it is larger than a message/, 'too-big'],
  [/^Expected the variables of '(.*?)' at '.*?' to fit its contract, but (.*)$/s, 'contract'],
  [/^Expected an address for the reply by (\w+) in case (\S+), but/, 'no-address'],
  [/^Expected a rehearsal of at most (\d+) steps/, 'steps'],
  [/^Expected a rehearsal of at most (\d+) elements/, 'elements'],
  [/^Expected a rehearsal of at most (\d+) events/, 'events'],
  [/^Expected a rehearsal that ends soon/, 'time'],
];
const DECISION = /^Expected to evaluate decision '(.*?)', but (.*)$/s;

/** What nobody foresaw, such as the message of a city's own worker, is given as it was said. */
export function failureText(message: string, t: Translate<Key>): string {
  for (const [pattern, key] of KNOWN) {
    const found = pattern.exec(message);
    if (found === null) continue;
    const [one = '', two = '', three = ''] = found.slice(1).map((part) => (WORDED.has(key) ? inWords(part, t) : part));
    return t(key, { one, two, three });
  }
  const [, decision, why] = DECISION.exec(message) ?? [];
  if (decision !== undefined && why !== undefined) return t('decision', { one: decision, why: failureText(why, t) });
  return t('unknown', { one: message });
}

/** Their parts are names of types and channels; elsewhere the same word may be a name that somebody gave. */
const WORDED: ReadonlySet<Key> = new Set(['correlation', 'wrong-type', 'no-address']);

const inWords = (part: string, t: Translate<Key>): string =>
  part
    .split(', ')
    .map((word) => knownText(strings, t, 'word', word))
    .join(', ');
