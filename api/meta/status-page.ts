/** The page at `/api/status`: what runs, and where to go from here. */
import { escapeHtml, page } from './page.js';
import type { Readiness } from './routes.js';

const ROLES: Readonly<Record<string, string>> = {
  writer: 'pracuje',
  standby: 'w gotowości, pracuje inny węzeł',
  starting: 'uruchamia się',
  stopped: 'zatrzymany',
};

export function statusPage(state: Readiness): string {
  const chip = (good: boolean, text: string) => `<span class="${good ? 'good' : 'bad'}">${good ? '●' : '▲'} ${escapeHtml(text)}</span>`;
  const { engine } = state;
  return page(
    'Okienko',
    'pl',
    `<h1>Okienko</h1>
<p>Platforma spraw miejskiego centrum kontaktu. Każdy typ sprawy jest procesem BPMN, który miasto rysuje samo.</p>
<h2>Stan</h2>
<dl>
<dt>Gotowość</dt><dd>${chip(state.ready, state.ready ? 'gotowe do pracy' : 'jeszcze nie gotowe')}</dd>
<dt>Baza danych</dt><dd>${chip(state.database, state.database ? 'odpowiada' : 'nie odpowiada')}</dd>
<dt>Silnik</dt><dd>${chip(engine.role === 'writer' || engine.role === 'standby', ROLES[engine.role] ?? engine.role)}
 <span class="muted">(${escapeHtml(engine.name)}, zmiana nr ${escapeHtml(engine.position)})</span></dd>
<dt>Odczyt zmian</dt><dd>${state.feed.behind === '0' ? chip(true, 'na bieżąco') : chip(false, `zaległych zmian: ${state.feed.behind}`)}</dd>
<dt>Wersja</dt><dd>${escapeHtml(state.version)}</dd>
</dl>
<h2>Dalej</h2>
<ul>
<li><a href="/">Strony dla pracowników</a></li>
<li><a href="/api/docs">Opis API</a>, a dla programów <a href="/api/openapi.json">OpenAPI 3.1</a></li>
<li><a href="/readyz">Gotowość</a> i <a href="/healthz">życie procesu</a> dla nadzoru, <a href="/metrics">pomiary</a> dla Prometheusa</li>
</ul>`,
  );
}
