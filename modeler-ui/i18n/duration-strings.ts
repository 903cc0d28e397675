/** Lengths of time, short enough for a table. */
import { defineStrings } from './strings.js';

export const strings = defineStrings({
  pl: {
    days: '{days} d {hours} godz.',
    hours: '{hours} godz. {minutes} min',
    minutes: '{minutes} min',
    seconds: '{seconds} s',
  },
  en: {
    days: '{days} d {hours} h',
    hours: '{hours} h {minutes} min',
    minutes: '{minutes} min',
    seconds: '{seconds} s',
  },
});
