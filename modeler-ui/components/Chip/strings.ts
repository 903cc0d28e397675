/** Words of the clock chip. */
import { defineStrings } from '../../i18n/strings.js';

export const strings = defineStrings({
  pl: {
    'clock.none': 'bez terminu',
    'clock.resolved': 'załatwiona',
    'clock.paused': 'wstrzymany od {day}',
    'clock.in-time': { one: 'za {count} dzień', few: 'za {count} dni', many: 'za {count} dni', other: 'za {count} dnia' },
    'clock.today': 'dziś',
    'clock.tomorrow': 'jutro',
    'clock.late-today': 'po terminie',
    'clock.late-part': 'część po terminie',
    'clock.late': {
      one: 'po terminie {count} dzień',
      few: 'po terminie {count} dni',
      many: 'po terminie {count} dni',
      other: 'po terminie {count} dnia',
    },
  },
  en: {
    'clock.none': 'no date',
    'clock.resolved': 'resolved',
    'clock.paused': 'on hold since {day}',
    'clock.in-time': { one: 'in {count} day', other: 'in {count} days' },
    'clock.today': 'today',
    'clock.tomorrow': 'tomorrow',
    'clock.late-today': 'late',
    'clock.late-part': 'a part is late',
    'clock.late': { one: 'late by {count} day', other: 'late by {count} days' },
  },
});
