/** form-js, the vendor's graphical editor of forms; its palette shows what our renderer can draw (parts.module.css). Loaded when opened. */
import '../vendor-words/form-frame-words.js';
import { FormEditor } from '@bpmn-io/form-js-editor';
import { useEffect, useRef } from 'react';
import { FIELD_WORDS } from '../vendor-words/form-editor-words.js';
import '@bpmn-io/form-js-viewer/dist/assets/form-js.css';
import '@bpmn-io/form-js-editor/dist/assets/form-js-editor-base.css';
import '@bpmn-io/form-js-editor/dist/assets/dragula.css';
import '@bpmn-io/form-js-editor/dist/assets/properties-panel.css';
import '@bpmn-io/form-js-editor/dist/assets/form-js-editor.css';
import { readForm, writeForm } from '../../../forms/schema.js';
import styles from './parts.module.css';

interface FormDesignerProps {
  readonly content: string;
  readonly onWrite: (content: string) => void;
}

export default function FormDesigner({ content, onWrite }: FormDesignerProps) {
  const place = useRef<HTMLDivElement>(null);
  const editor = useRef<FormEditor | undefined>(undefined);
  /** What the editor shows, as it writes it. */
  const shown = useRef('');
  const latest = useRef(onWrite);
  latest.current = onWrite;
  useEffect(() => {
    if (place.current === null) return;
    const made = new FormEditor({ container: place.current, additionalModules: [FIELD_WORDS] });
    editor.current = made;
    made.on('changed', () => {
      const next = writeForm(made.saveSchema());
      if (shown.current === '' || next === shown.current) return;
      shown.current = next;
      latest.current(next);
    });
    return () => {
      editor.current = undefined;
      made.destroy();
    };
  }, []);
  useEffect(() => {
    const form = readForm(content);
    const made = editor.current;
    if (made === undefined || form === undefined || content === shown.current) return;
    // Opening changes nothing: what the editor adds by itself is written with the first change of a person.
    shown.current = '';
    void made.importSchema(form as Parameters<FormEditor['importSchema']>[0]).then(() => {
      shown.current = writeForm(made.saveSchema());
    });
  }, [content]);
  return <div ref={place} className={styles.formJs} />;
}
