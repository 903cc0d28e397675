/** The frame of the few pages that the server itself writes. No script, no outside resource. */

export function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

export function page(title: string, lang: 'pl' | 'en', main: string): string {
  return `<!doctype html>
<html lang="${lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
:root { color-scheme: light dark; --text: #1b1f24; --muted: #545d68; --action: #0b5cad; --surface: #fff; --sunken: #f5f6f8; --good: #1b6b3a; --bad: #b3261e; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e6e9ed; --muted: #a7b0bc; --action: #7db7f5; --surface: #14181d; --sunken: #252c35; --good: #7fd39a; --bad: #ff9b90; }
}
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: var(--text); background: var(--surface); }
main { max-width: 60rem; margin: 0 auto; padding: 32px 16px 48px; }
h1 { font-size: 24px; line-height: 1.25; margin: 0 0 8px; } h2 { font-size: 20px; margin: 32px 0 8px; } h3 { font-size: 16px; margin: 24px 0 4px; }
a { color: var(--action); } a:focus-visible { outline: 3px solid var(--action); outline-offset: 2px; }
p, dd { max-width: 75ch; } .muted { color: var(--muted); } .good { color: var(--good); } .bad { color: var(--bad); }
table { border-collapse: collapse; width: 100%; line-height: 1.35; } th, td { text-align: left; vertical-align: top; padding: 4px 12px 4px 0; }
code { font-size: 0.875em; background: var(--sunken); padding: 1px 4px; border-radius: 4px; overflow-wrap: anywhere; }
pre { background: var(--sunken); padding: 12px; border-radius: 4px; overflow-x: auto; font-size: 14px; } pre code { padding: 0; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; } dt { color: var(--muted); } dd { margin: 0; }
summary { cursor: pointer; }
</style>
</head>
<body><main>
${main}
</main></body>
</html>
`;
}
