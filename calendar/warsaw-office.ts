/** Owns the calendar of a Polish city office that stands when no setting says otherwise. */
import type { CalendarSetting } from './definition.js';

const workday = [{ from: '08:00', to: '16:00' }];

export const warsawOffice: CalendarSetting = {
  id: 'office',
  name: 'Urząd miasta',
  timeZone: 'Europe/Warsaw',
  week: { monday: workday, tuesday: workday, wednesday: workday, thursday: workday, friday: workday },
  holidays: { country: 'PL' },
};
