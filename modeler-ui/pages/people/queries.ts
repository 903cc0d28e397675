/** What the administrator's page of people and units reads and does. */
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import type { Operations, Schemas } from '../../api/schema.js';
import { peopleQuery, unitsQuery } from '../../people/people.js';

export type Person = Schemas['Person'];
export type Unit = Schemas['Unit'];
export type NewPerson = Operations['POST /api/v1/people']['body'];
export type PersonChanges = Operations['PATCH /api/v1/people/{login}']['body'];

/** Who changes people and units sees them as they are now. */
export const freshPeopleQuery = queryOptions({ ...peopleQuery, staleTime: 0 });
export const freshUnitsQuery = queryOptions({ ...unitsQuery, staleTime: 0 });

export const addPerson = (body: NewPerson) => call('POST /api/v1/people', { body });
export const changePerson = (login: string, body: PersonChanges) => call('PATCH /api/v1/people/{login}', { params: { login }, body });
export const putUnit = (unit: Unit) => call('PUT /api/v1/units/{id}', { params: { id: unit.id }, body: unit });
