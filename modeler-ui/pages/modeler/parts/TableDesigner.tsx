/** dmn-js, the vendor's graphical editor of decision tables. Loaded when opened. */
import DmnModeler from 'dmn-js/lib/Modeler';
import { useEffect, useRef } from 'react';
import 'dmn-js/dist/assets/diagram-js.css';
import 'dmn-js/dist/assets/dmn-js-shared.css';
import 'dmn-js/dist/assets/dmn-js-drd.css';
import 'dmn-js/dist/assets/dmn-js-decision-table.css';
import 'dmn-js/dist/assets/dmn-js-decision-table-controls.css';
import 'dmn-js/dist/assets/dmn-js-literal-expression.css';
import 'dmn-js/dist/assets/dmn-font/css/dmn.css';
import { pageLanguage } from '../../../i18n/strings.js';
import { TABLE_WORDS } from '../vendor-words/table-words.js';
import { translateModule, vendorTranslate } from '../vendor-words/vendor-translate.js';
import styles from './parts.module.css';

interface TableDesignerProps {
  readonly content: string;
  readonly onWrite: (content: string) => void;
}

/** A cell is typed letter by letter; a pause makes one act of it. */
const AFTER_CHANGE_MS = 400;

export default function TableDesigner({ content, onWrite }: TableDesignerProps) {
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<DmnModeler | undefined>(undefined);
  const shown = useRef('');
  const latest = useRef(onWrite);
  latest.current = onWrite;
  useEffect(() => {
    if (place.current === null) return;
    const additionalModules = [translateModule(vendorTranslate(pageLanguage, TABLE_WORDS))];
    const view = { additionalModules };
    const made = new DmnModeler({
      container: place.current,
      drd: view,
      decisionTable: view,
      literalExpression: view,
      boxedExpression: view,
    });
    editor.current = made;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const write = async () => {
      clearTimeout(timer);
      timer = undefined;
      const { xml } = await made.saveXML({ format: true });
      if (xml === shown.current) return;
      shown.current = xml;
      latest.current(xml);
    };
    const changed = () => {
      clearTimeout(timer);
      timer = setTimeout(() => void write(), AFTER_CHANGE_MS);
    };
    const heard = new Set<unknown>();
    made.on('views.changed', () => {
      const viewer = made.getActiveViewer();
      if (viewer === undefined || heard.has(viewer)) return;
      heard.add(viewer);
      viewer.on('commandStack.changed', changed);
    });
    return () => {
      editor.current = undefined;
      void (timer === undefined ? Promise.resolve() : write()).finally(() => made.destroy());
    };
  }, []);
  useEffect(() => {
    const made = editor.current;
    if (made === undefined || content === shown.current) return;
    shown.current = content;
    void made.importXML(content).then(() => {
      const table = made.getViews().find(({ type }) => type === 'decisionTable');
      return table === undefined ? undefined : made.open(table);
    });
  }, [content]);
  return <div ref={place} className={styles.dmnJs} />;
}
