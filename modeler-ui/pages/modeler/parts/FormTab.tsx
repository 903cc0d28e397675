/** A form by its list of fields: everything by keyboard, and beside it the form as a clerk will see it. */
import { useEffect, useRef, useState } from 'react';
import { ListBox, ListBoxItem } from 'react-aria-components';
import { Banner } from '../../../components/Banner/Banner.js';
import { Button } from '../../../components/Button/Button.js';
import { Menu } from '../../../components/Menu/Menu.js';
import { FormPreview } from '../../../forms/FormPreview.js';
import {
  addField,
  changeField,
  FIELD_TYPES,
  type FieldType,
  type FormSchema,
  idOf,
  labelOf,
  moveField,
  newField,
  type Placed,
  placedIn,
  readForm,
  removeField,
  writeForm,
} from '../../../forms/schema.js';
import { useStrings } from '../../../i18n/language.js';
import { knownText } from '../../../i18n/strings.js';
import { FieldEditor } from './FieldEditor.js';
import type { Wanted } from './PartTab.js';
import { strings } from './part-strings.js';
import styles from './parts.module.css';

interface FormTabProps {
  readonly content: string;
  readonly wanted: Wanted | undefined;
  readonly onWrite: (content: string) => void;
}

export default function FormTab({ content, wanted, onWrite }: FormTabProps) {
  const t = useStrings(strings);
  const form = readForm(content);
  if (form === undefined) return <Banner tone="late">{t('form.unreadable')}</Banner>;
  return <Fields form={form} wanted={wanted} onWrite={(next) => onWrite(writeForm(next))} />;
}

function Fields({
  form,
  wanted,
  onWrite,
}: {
  readonly form: FormSchema;
  readonly wanted: Wanted | undefined;
  readonly onWrite: (form: FormSchema) => void;
}) {
  const t = useStrings(strings);
  const placed = placedIn(form.components);
  const [chosenId, setChosenId] = useState<string>();
  const chosen = placed.find((one) => idOf(one) === chosenId) ?? placed[0];
  const editor = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (wanted === undefined) return;
    setChosenId(wanted.elementId);
    editor.current?.querySelector<HTMLElement>('input, textarea')?.focus();
  }, [wanted]);
  const nameOf = (one: Placed) => labelOf(one.component) || one.component.key || idOf(one);
  const add = (type: FieldType) => {
    const made = newField(form, type, t('new.field'));
    onWrite(addField(form, chosen?.path, made));
    setChosenId(made.id);
  };
  return (
    <div className={styles.form}>
      <div className={styles.fieldList}>
        <div
          className={styles.acts}
          role="toolbar"
          aria-label={chosen === undefined ? t('fields') : t('fields.acts', { name: nameOf(chosen) })}
        >
          <Menu
            label={t('fields')}
            button={t('add')}
            from="start"
            groups={[
              { title: t('add'), entries: FIELD_TYPES.map((type) => ({ id: type, label: t(`type.${type}`), act: () => add(type) })) },
            ]}
          />
          {chosen !== undefined && (
            <>
              <Button onPress={() => onWrite(moveField(form, chosen.path, -1))}>{t('earlier')}</Button>
              <Button onPress={() => onWrite(moveField(form, chosen.path, 1))}>{t('later')}</Button>
              <Button
                onPress={() => {
                  const at = placed.indexOf(chosen);
                  const next = placed[at + 1] ?? placed[at - 1];
                  onWrite(removeField(form, chosen.path));
                  setChosenId(next === undefined ? undefined : idOf(next));
                }}
              >
                {t('remove')}
              </Button>
            </>
          )}
        </div>
        {placed.length === 0 ? (
          <p className={styles.hint}>{t('fields.none')}</p>
        ) : (
          <ListBox
            aria-label={t('fields')}
            className={styles.list}
            selectionMode="single"
            selectionBehavior="replace"
            disallowEmptySelection
            selectedKeys={chosen === undefined ? [] : [idOf(chosen)]}
            onSelectionChange={(keys) => keys !== 'all' && setChosenId(String([...keys][0]))}
            items={placed.map((one) => ({ ...one, id: idOf(one) }))}
          >
            {(one) => (
              <ListBoxItem id={one.id} textValue={nameOf(one)} className={styles.listItem} data-depth={one.path.length}>
                <span>{nameOf(one)}</span>
                <span className={styles.meta}>
                  {one.component.type in TYPE_NAMES
                    ? knownText(strings, t, 'type', one.component.type)
                    : t('type.other', { type: one.component.type })}
                </span>
              </ListBoxItem>
            )}
          </ListBox>
        )}
      </div>
      <div ref={editor} className={styles.fieldEditor}>
        {chosen === undefined ? (
          <p className={styles.hint}>{t('fields.choose')}</p>
        ) : (
          <FieldEditor
            key={idOf(chosen)}
            name={nameOf(chosen)}
            component={chosen.component}
            onChange={(component) => onWrite(changeField(form, chosen.path, () => component))}
          />
        )}
      </div>
      <FormPreview title={t('preview')} components={form.components} />
    </div>
  );
}
const TYPE_NAMES: Readonly<Record<string, true>> = Object.fromEntries([...FIELD_TYPES, 'group'].map((type) => [type, true]));
