/** Guesses at a password, counted by login and by address. */
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import type { Services } from '../services.js';

/** Before the password is looked at. Throws TOO_MANY_ATTEMPTS; whoever was right gives it back (`guessLimit.giveBack`). */
export async function takeGuess(api: Services, login: string, address: string): Promise<void> {
  const seconds = await api.guessLimit.take(login, address);
  if (seconds === 0) return;
  throw new Problem(
    'TOO_MANY_ATTEMPTS',
    said(`Za dużo błędnych haseł. Odczekaj ${seconds} s i spróbuj ponownie.`, `Too many wrong passwords. Wait ${seconds} s and try again.`),
    { retryAfterSeconds: seconds },
  );
}
