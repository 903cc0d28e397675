/** Words of the tier stepper. */
import { defineStrings } from '../../i18n/strings.js';

export const strings = defineStrings({
  pl: { label: 'Szczebel sprawy', resolved: 'Załatwiona', been: 'sprawa tu była' },
  en: { label: 'Tier of the case', resolved: 'Resolved', been: 'the case was here' },
});
