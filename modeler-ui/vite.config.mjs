/** How the web application is built: code split by page, names by content, nothing inlined (the content security policy forbids it). */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const LANGUAGES = /[\\/]intl[\\/].*[\\/]?(pl-PL|en-US)\.[mc]?js$/;

/** React Aria speaks thirty languages; we serve two. */
const ourLanguagesOnly = {
  name: 'our-languages-only',
  enforce: 'pre',
  load(id) {
    const isTranslation = /[\\/]react-(aria|stately)[\\/a-z-]*[\\/].*[a-z]{2}-[A-Z]{2}\.[mc]?js$/.test(id);
    return isTranslation && !LANGUAGES.test(id) && !/(pl-PL|en-US)\.[mc]?js$/.test(id) ? 'export default {};' : null;
  },
};

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [ourLanguagesOnly],
  build: {
    outDir: fileURLToPath(new URL('../dist/modeler-ui', import.meta.url)),
    emptyOutDir: true,
    manifest: true,
    target: ['chrome123', 'firefox121', 'safari17.5'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      onLog(level, log, say) {
        // "use client" is for servers that render React; here everything is the client.
        if (log.code !== 'MODULE_LEVEL_DIRECTIVE') say(level, log);
      },
    },
  },
});
