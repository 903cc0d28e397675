/** The elements that the engine went through. */
import { z } from 'zod';
import { numberParams } from '../cases/schemas.js';
import { type Answer, inOrder, json, ok, type Route, route } from '../http/route.js';
import { findForHistory, logHistory, type OnCase, stepSchema, stepsOf, type WithCase } from './case-history.js';

async function listSteps(exchange: OnCase & WithCase): Promise<Answer> {
  return ok(await stepsOf(exchange));
}

export const historyRoutes: readonly Route[] = [
  route(
    'history.read',
    {
      method: 'get',
      path: '/api/v1/cases/{number}/steps',
      tag: 'history',
      summary: 'Elements that the engine went through',
      description: 'Who did what stands in the timeline. Opening is written to the access log.',
      params: numberParams,
      answers: { 200: json(z.array(stepSchema), 'In order') },
      problems: ['NOT_FOUND'],
    },
    inOrder(findForHistory, logHistory, listSteps),
  ),
];
