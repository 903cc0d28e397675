/** The form of a task, as the model's author drew it and as it was when the task was made. */
import { z } from 'zod';
import { type Answer, inOrder, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import { findTask, type WithTask } from './lookup.js';
import { keyParams } from './schemas.js';

export const taskFormSchema = z
  .object({
    components: z.array(z.looseObject({ type: z.string() })).meta({ description: 'Components of the form-js schema, as deployed.' }),
  })
  .meta({ id: 'TaskForm' });

type OnTask = SignedIn<z.infer<typeof keyParams>>;

async function showForm({ api, task }: OnTask & WithTask): Promise<Answer> {
  return ok({ components: componentsOf(await api.engine.taskForm(task.task_key)) });
}

/** Of a form-js schema as the engine has it; none for a task without a form. */
export function componentsOf(form: string | undefined): z.infer<typeof taskFormSchema>['components'] {
  return form === undefined ? [] : taskFormSchema.parse({ components: [], ...(JSON.parse(form) as object) }).components;
}

export const formRoutes: readonly Route[] = [
  route(
    'task.work',
    {
      method: 'get',
      path: '/api/v1/tasks/{key}/form',
      tag: 'tasks',
      summary: 'The form of an open task',
      description: 'Without components when the task has none: its actions are then the whole form.',
      params: keyParams,
      answers: { 200: json(taskFormSchema, 'The form') },
      problems: ['NOT_FOUND'],
    },
    inOrder(findTask, showForm),
  ),
];
