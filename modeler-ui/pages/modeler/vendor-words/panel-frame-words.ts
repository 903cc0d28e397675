/** The frame of the properties' panel asks nobody for words: groups that fold, lists that grow, and the signs for FEEL. Loaded with the diagram. */
import { options } from '@bpmn-io/properties-panel/preact';
import { pageLanguage } from '../../../i18n/strings.js';
import { PANEL_WORDS } from './panel-words.js';
import { relabelNodes } from './preact-words.js';
import { knownWords } from './vendor-translate.js';

const OF_PEOPLE = /header-label$|entry-header-title/;

const say = knownWords(pageLanguage, PANEL_WORDS);
const counted = (text: string) => (pageLanguage() === 'en' ? text : text.replace(/^List contains (\d+) items?$/, 'Pozycji na liście: $1'));

relabelNodes(
  options,
  (text) => counted(say(text)),
  (type, name) => type === 'option' || OF_PEOPLE.test(name),
);
