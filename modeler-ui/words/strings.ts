/** The city's words for codes that the server sends, for the pages; the api has the same. */
import { CITY_WORDS } from '../../words/city.js';
import { defineStrings } from '../i18n/strings.js';

export const strings = defineStrings(CITY_WORDS);
