/** The place of the calendars in the application. */
import { lazyPage } from '../lazy-page.js';
import type { AppPage } from '../page.js';
import { strings } from './strings.js';

export const calendarsPage: AppPage = {
  path: '/calendars',
  act: 'calendars.write',
  component: lazyPage(() => import('./CalendarsPage.js')),
  rail: { href: '/calendars', icon: 'calendar', strings },
};

export const calendarPage: AppPage = {
  path: '/calendars/:id',
  act: 'calendars.write',
  component: lazyPage(() => import('./CalendarPage.js')),
};
