/** How the web application is built: code split by page, names by content, nothing inlined (the content security policy forbids it). */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

/** React Aria speaks thirty languages; we serve two. */
const ourLanguagesOnly = {
  name: 'our-languages-only',
  enforce: 'pre',
  load(id) {
    const isTranslation = /[\\/]react-(aria|stately)[\\/a-z-]*[\\/].*[a-z]{2}-[A-Z]{2}\.[mc]?js$/.test(id);
    return isTranslation && !/(pl-PL|en-US)\.[mc]?js$/.test(id) ? 'export default {};' : null;
  },
};

/**
 * form-js comes in two packages that must share one Preact: the editor's, which asks for an older one than the diagrams' panels. As npm lays
 * them out each would get its own, and nothing would be drawn. Our words for the editor must meet that one too.
 */
const FORM_EDITOR = fileURLToPath(new URL('../node_modules/@bpmn-io/form-js-editor/dist/index.es.js', import.meta.url));
const onePreactForForms = {
  name: 'one-preact-for-forms',
  enforce: 'pre',
  resolveId(source, importer, options) {
    const isOfForms = /^preact(\/|$)/.test(source) && /[\\/]form-js-viewer[\\/]|form-frame-words/.test(importer ?? '');
    return isOfForms ? this.resolve(source, FORM_EDITOR, { ...options, skipSelf: true }) : null;
  },
};

/**
 * Libraries that write styles into the page, which the content security policy forbids: CodeMirror gets a constructed sheet instead, the
 * others have their rule in our own style sheets.
 */
const INLINE_STYLES = [
  { file: /[\\/]style-mod[\\/]/, was: '!root.head && root.adoptedStyleSheets', is: 'root.adoptedStyleSheets' },
  { file: /[\\/]react-aria[\\/].*usePress\.m?js$/, was: 'ownerDocument.head.prepend(style);', is: '' },
  { file: /[\\/]bpmn-js-properties-panel[\\/]/, was: '<div style="height: 100%" ', is: '<div ' },
];
// dmn-js writes its mark with style attributes; their rules are in pages/modeler/parts/parts.module.css.
const DMN_MARK = /[\\/]dmn-js-shared[\\/]lib[\\/]util[\\/]PoweredByUtil/;
const noInlineStyles = {
  name: 'no-inline-styles',
  transform(code, id) {
    if (DMN_MARK.test(id)) return { code: code.replaceAll('style="', 'data-style="'), map: null };
    const known = INLINE_STYLES.find(({ file }) => file.test(id));
    if (known === undefined) return null;
    if (!code.includes(known.was)) throw new Error(`Expected ${id} to write a style as it did, but it has changed`);
    return { code: code.replace(known.was, known.is), map: null };
  },
};

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [ourLanguagesOnly, onePreactForForms, noInlineStyles],
  build: {
    // The editors of diagrams and forms are heavy, and fetched only where they are opened.
    chunkSizeWarningLimit: 2_000,
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
