/** The place of the calendars in the application. */
import { lazy } from 'react';
import type { AppPage } from '../page.js';
import { strings } from './strings.js';

export const calendarsPage: AppPage = {
  path: '/calendars',
  act: 'calendars.write',
  component: lazy(() => import('./CalendarsPage.js')),
  rail: { href: '/calendars', icon: 'calendar', strings },
};

export const calendarPage: AppPage = {
  path: '/calendars/:id',
  act: 'calendars.write',
  component: lazy(() => import('./CalendarPage.js')),
};
