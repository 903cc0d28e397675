/** One box that finds a resident by whatever the caller says: part of the number, name, e-mail, address, case number. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ComboBox, Input, ListBox, ListBoxItem, Popover } from 'react-aria-components';
import { useLater } from '../../app/later.js';
import choiceStyles from '../../components/ChoiceField/ChoiceField.module.css';
import { FieldLabel, FieldWords } from '../../components/Field/Field.js';
import fieldStyles from '../../components/Field/Field.module.css';
import { useStrings } from '../../i18n/language.js';
import { residentSearchQuery } from '../../residents/residents.js';
import styles from './parts.module.css';
import { strings } from './strings.js';

interface ResidentBoxProps {
  readonly onChoose: (id: string) => void;
  /** Nobody was found: what was typed, when it looks like a name. */
  readonly onNew: (name: string) => void;
}

const TYPING_MS = 200;
const NEW = 'new';

export function ResidentBox({ onChoose, onNew }: ResidentBoxProps) {
  const t = useStrings(strings);
  const [typed, setTyped] = useState('');
  const q = useLater(typed.trim(), TYPING_MS);
  const search = useQuery(residentSearchQuery(q));
  const found = search.data ?? [];
  const items = [
    ...found.map(({ id, name, phone, postalAddress }) => ({
      id,
      name,
      details: [phone, postalAddress].filter((one) => one !== null).join(' · '),
    })),
    ...(q.length >= 2 && search.data !== undefined
      ? [{ id: NEW, name: t(found.length === 0 ? 'who.nobody' : 'who.add'), details: '' }]
      : []),
  ];
  return (
    <ComboBox
      className={fieldStyles.field}
      items={typed.trim().length < 2 ? [] : items}
      inputValue={typed}
      onInputChange={setTyped}
      value={null}
      onChange={(key) => {
        if (key === null) return;
        setTyped('');
        if (key === NEW) onNew(/[\d@]/.test(typed) ? '' : typed.trim());
        else onChoose(String(key));
      }}
      allowsEmptyCollection={typed.trim().length >= 2}
      allowsCustomValue
    >
      <FieldLabel label={t('who.box')} optional />
      <Input className={fieldStyles.input} autoComplete="off" />
      <FieldWords description={t('who.box.description')} />
      <Popover className={choiceStyles.popover}>
        <ListBox
          className={choiceStyles.list}
          renderEmptyState={() => <div className={choiceStyles.nothing}>{t(search.isError ? 'who.search-failed' : 'who.searching')}</div>}
        >
          {(item: (typeof items)[number]) => (
            <ListBoxItem id={item.id} textValue={item.name} className={choiceStyles.option}>
              <span>
                {item.name} <span className={styles.small}>{item.details}</span>
              </span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}
