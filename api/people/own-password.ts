/** A new password for oneself: the present one is asked again, and every other session of the person ends. */
import { z } from 'zod';
import { row, run } from '../database.js';
import { Problem } from '../http/problem.js';
import { type Answer, empty, inOrder, type Route, route, type SignedIn } from '../http/route.js';
import { hashPassword, passwordFits } from './password.js';
import { endOtherSessions } from './sessions.js';

const changeSchema = z
  .object({ current: z.string().min(1).max(500), next: z.string().min(12, 'Oczekiwano co najmniej 12 znaków').max(500) })
  .meta({ id: 'PasswordChange' });

type Changing = SignedIn<unknown, unknown, z.infer<typeof changeSchema>>;

async function checkCurrent({ api, body, http, person }: Changing): Promise<object> {
  const seconds = await api.guessLimit.take(person.login, http.ip);
  if (seconds > 0) {
    throw new Problem('TOO_MANY_ATTEMPTS', `Za dużo błędnych haseł. Odczekaj ${seconds} s i spróbuj ponownie.`, {
      retryAfterSeconds: seconds,
    });
  }
  const found = await row<{ password_hash: string }>(api.db, 'SELECT password_hash FROM person WHERE login = :login AND active', {
    login: person.login,
  });
  if (found === undefined || !(await passwordFits(found.password_hash, body.current))) {
    throw new Problem('INVALID_REQUEST', 'Obecne hasło się nie zgadza; nic się nie zmieniło.', {
      errors: [{ field: 'current', message: 'Obecne hasło się nie zgadza' }],
    });
  }
  await api.guessLimit.giveBack(person.login, http.ip);
  return {};
}

async function store({ api, body, http, person }: Changing): Promise<Answer> {
  await run(api.db, 'UPDATE person SET password_hash = :hash WHERE login = :login', {
    hash: await hashPassword(body.next),
    login: person.login,
  });
  await endOtherSessions(api, http, person.login);
  return { status: 204 };
}

export const ownPasswordRoutes: readonly Route[] = [
  route(
    'signed-in',
    {
      method: 'put',
      path: '/api/v1/session/password',
      tag: 'people',
      summary: 'Change my password',
      description: 'Ends every other session of mine.',
      body: changeSchema,
      answers: { 204: empty('Changed') },
      problems: ['TOO_MANY_ATTEMPTS'],
    },
    inOrder(checkCurrent, store),
  ),
];
