/** A new password for oneself: the present one is asked again, and every other session of the person ends. */
import { z } from 'zod';
import { row, run } from '../database.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type Answer, empty, inOrder, type Route, route, type SignedIn } from '../http/route.js';
import { hashPassword, passwordFits } from './password.js';
import { takeGuess } from './password-guesses.js';
import { newPasswordSchema } from './schemas.js';
import { endOtherSessions } from './sessions.js';

const changeSchema = z
  .object({
    current: z.string().min(1).max(500),
    next: newPasswordSchema,
  })
  .meta({ id: 'PasswordChange' });

/** Also the only way on for whoever has a password that an administrator gave. */
type Changing = SignedIn<unknown, unknown, z.infer<typeof changeSchema>>;

async function checkCurrent({ api, body, http, person }: Changing): Promise<object> {
  await takeGuess(api, person.login, http.ip);
  const found = await row<{ password_hash: string }>(api.db, 'SELECT password_hash FROM person WHERE login = :login AND active', {
    login: person.login,
  });
  if (found === undefined || !(await passwordFits(found.password_hash, body.current))) {
    throw new Problem(
      'INVALID_REQUEST',
      said('Obecne hasło się nie zgadza; nic się nie zmieniło.', 'The present password does not fit; nothing has changed.'),
      {
        errors: [{ field: 'current', message: said('Obecne hasło się nie zgadza', 'The present password does not fit') }],
      },
    );
  }
  await api.guessLimit.giveBack(person.login, http.ip);
  if (body.next === body.current) {
    throw new Problem(
      'INVALID_REQUEST',
      said('Nowe hasło jest takie samo jak obecne; nic się nie zmieniło.', 'The new password is the present one; nothing has changed.'),
      {
        errors: [{ field: 'next', message: said('Nowe hasło jest takie samo jak obecne', 'The new password is the present one') }],
      },
    );
  }
  return {};
}

async function store({ api, body, http, person }: Changing): Promise<Answer> {
  await run(api.db, 'UPDATE person SET password_hash = :hash, password_given = false WHERE login = :login', {
    hash: await hashPassword(body.next),
    login: person.login,
  });
  await endOtherSessions(api, http, person.login);
  return { status: 204 };
}

export const ownPasswordRoutes: readonly Route[] = [
  route(
    'own-session',
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
