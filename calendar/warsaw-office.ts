/** Owns the calendar of a Polish city office that stands when no setting says otherwise. */
import { CITY_ZONE } from './city-zone.js';
import type { CalendarSetting } from './definition.js';

const workday = [{ from: '08:00', to: '16:00' }];

export const warsawOffice: CalendarSetting = {
  id: 'office',
  name: 'Urząd miasta',
  timeZone: CITY_ZONE,
  week: { monday: workday, tuesday: workday, wednesday: workday, thursday: workday, friday: workday },
  holidays: { country: 'PL' },
};
