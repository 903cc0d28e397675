/** The page behind the one-time link: makes the first administrator without script, also where the web application isn't built. */
import { escapeHtml, page } from '../meta/page.js';

export interface SetupForm {
  readonly login: string;
  readonly name: string;
}

/** `wrong`: what to mend, a sentence each. */
export function setupPage(action: string, filled: SetupForm, wrong: readonly string[] = []): string {
  const mend = wrong.length === 0 ? '' : `<ul role="alert" class="bad">${wrong.map((one) => `<li>${escapeHtml(one)}</li>`).join('')}</ul>`;
  return page(
    'Pierwszy administrator – Okienko',
    'pl',
    `<h1>Pierwszy administrator</h1>
<p>Okienko nie ma jeszcze czynnego administratora. Załóż jego konto; potem doda on pozostałe osoby. Ten odnośnik działa raz.</p>
${mend}<form method="post" action="${escapeHtml(action)}">
<p><label>Login<br><input name="login" required maxlength="60" pattern="[a-z0-9][a-z0-9._\\-]*" autocomplete="username" value="${escapeHtml(filled.login)}"></label><br>
<span class="muted">Małe litery, cyfry, kropki i kreski.</span></p>
<p><label>Imię i nazwisko<br><input name="name" required maxlength="200" autocomplete="name" value="${escapeHtml(filled.name)}"></label></p>
<p><label>Hasło<br><input name="password" type="password" required minlength="12" maxlength="500" autocomplete="new-password"></label><br>
<span class="muted">Co najmniej 12 znaków.</span></p>
<p><button>Załóż konto</button></p>
</form>`,
  );
}

export function madePage(login: string): string {
  return page(
    'Konto założone – Okienko',
    'pl',
    `<h1>Konto założone</h1>
<p>Administrator <strong>${escapeHtml(login)}</strong> może się już zalogować. <a href="/">Przejdź do logowania</a>.</p>`,
  );
}

export function deadLinkPage(detail: string): string {
  return page('Odnośnik nie działa – Okienko', 'pl', `<h1>Odnośnik nie działa</h1>\n<p>${escapeHtml(detail)}</p>`);
}
