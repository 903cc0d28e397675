/** One difference to the running version in a sentence: what is new, gone, or said otherwise, with the value before and after. */
import { useStrings } from '../../i18n/language.js';
import { knownText, type Translate } from '../../i18n/strings.js';
import { strings as wordStrings } from '../../words/strings.js';
import { strings } from './difference-strings.js';
import type { Difference } from './differences.js';
import type { ChangedFact } from './element-facts.js';
import { strings as panelStrings } from './panel-strings.js';

export function DifferenceSentence({ difference }: { readonly difference: Difference }) {
  const t = useStrings(strings);
  const words = useStrings(wordStrings);
  const acts = useStrings(panelStrings);
  const { type, aspects, facts, elementType, elementId } = difference;
  const kind = elementType === 'bpmn:SequenceFlow' ? 'flow' : elementType === 'bpmn:Process' ? 'process' : 'step';
  const name = difference.name || elementId;
  if (type !== 'changed') return t(`${type}.${kind}`, { name });
  const value = (fact: string, text: string): string => {
    if (text === '') return t('value.none');
    if (fact === 'zeebe:TaskDefinition.type') return knownText(panelStrings, acts, 'work', text);
    if (fact === 'property.tier') return knownText(wordStrings, words, 'tier', text);
    if (fact === 'property.actions')
      return text
        .split(',')
        .map((action) => knownText(wordStrings, words, 'decision', action.trim()))
        .join(', ');
    if (fact === 'interrupts') return t(text === 'false' ? 'value.no' : 'value.yes');
    return durationOf(t, text) ?? t('value', { text });
  };
  const told = (changed: ChangedFact) =>
    t('fact', { fact: nameOf(t, changed.fact), was: value(changed.fact, changed.was), is: value(changed.fact, changed.is) });
  return t('changed', {
    what: t(`kind.${kind}`, { name }),
    facts: [...facts.map(told), ...aspects.map((aspect) => t(`aspect.${aspect}`))].join('; '),
  });
}

function nameOf(t: Translate<keyof (typeof strings)['pl']>, fact: string): string {
  const known = `fact.${fact.replace(/^zeebe:/, '')}`;
  if (known in strings.pl) return t(known as keyof (typeof strings)['pl']);
  const [group = '', ...rest] = fact.split('.');
  if (group === 'input' || group === 'output' || group === 'header' || group === 'property')
    return t(`fact.${group}`, { name: rest.join('.') });
  return fact.replace(/^zeebe:/, '');
}

const DURATION = /^P(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/;

/** `P3D` → "3 dni"; undefined: no plain duration, so its own text is the best that can be said. */
function durationOf(t: Translate<keyof (typeof strings)['pl']>, text: string): string | undefined {
  const [whole, ...parts] = DURATION.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const units = ['weeks', 'days', 'hours', 'minutes'] as const;
  const said = units.flatMap((unit, index) => (parts[index] === undefined ? [] : [t(`duration.${unit}`, { count: Number(parts[index]) })]));
  return said.length === 0 ? undefined : said.join(' ');
}
