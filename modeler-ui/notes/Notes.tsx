/** Notes on a case or a resident: reading, adding, and mending one's own while that is possible. What is typed is kept until it is stored. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Schemas } from '../api/schema.js';
import { useNow } from '../app/now.js';
import { Button } from '../components/Button/Button.js';
import { Card } from '../components/Card/Card.js';
import { TextArea } from '../components/Field/Field.js';
import { OneText } from '../components/OneText/OneText.js';
import { When } from '../components/When/When.js';
import { useStrings } from '../i18n/language.js';
import { usePeopleNames, useSession } from '../session/session.js';
import styles from './Notes.module.css';
import { strings } from './strings.js';

type Note = Schemas['Note'];

/** The rest is asked for: a case is read from its top. */
const SHOWN_AT_FIRST = 3;

interface NotesProps {
  readonly notes: readonly Note[];
  readonly mayWrite: boolean;
  readonly onAdd: (text: string) => Promise<unknown>;
  readonly onMend: (id: string, text: string) => Promise<unknown>;
}

export function Notes({ notes, mayWrite, onAdd, onMend }: NotesProps) {
  const t = useStrings(strings);
  const [showsAll, setShowsAll] = useState(false);
  const shown = showsAll ? notes : notes.slice(0, SHOWN_AT_FIRST);
  return (
    <Card title={t('title')}>
      <p className={styles.about}>{t('about')}</p>
      {mayWrite && <OneText label={t('text')} act={t('add')} missing={t('missing')} done={t('added')} onSend={onAdd} />}
      {shown.length > 0 && (
        <ul className={styles.notes} aria-label={t('title')}>
          {shown.map((note) => (
            <OneNote key={note.id} note={note} onMend={onMend} />
          ))}
        </ul>
      )}
      {shown.length < notes.length && (
        <Button kind="quiet" onPress={() => setShowsAll(true)}>
          {t('more', { count: notes.length - shown.length })}
        </Button>
      )}
    </Card>
  );
}

function OneNote({ note, onMend }: { readonly note: Note; readonly onMend: NotesProps['onMend'] }) {
  const t = useStrings(strings);
  const { person } = useSession();
  const nameOf = usePeopleNames();
  const now = useNow();
  const [text, setText] = useState<string | null>(null);
  const mend = useMutation({ mutationFn: (changed: string) => onMend(note.id, changed), onSuccess: () => setText(null) });
  const isMine = note.writtenBy === person.login && note.text !== null && now < new Date(note.editableUntil);
  return (
    <li className={styles.note}>
      <div className={styles.meta}>
        <When at={note.writtenAt} /> · {nameOf(note.writtenBy)}
        {note.changedAt !== null && ` · ${t('changed')}`}
      </div>
      {text === null ? (
        <>
          <p className={styles.text}>{note.text ?? <span className={styles.about}>{t('hidden')}</span>}</p>
          {isMine && (
            <Button kind="quiet" onPress={() => setText(note.text)}>
              {t('edit')}
            </Button>
          )}
        </>
      ) : (
        <>
          <TextArea
            label={t('edit.text')}
            value={text}
            onChange={setText}
            rows={3}
            isRequired
            autoFocus
            error={mend.isError ? mend.error.message : text.trim() === '' ? t('missing') : undefined}
          />
          <div className={styles.buttons}>
            <Button onPress={() => text.trim() !== '' && mend.mutate(text.trim())} isPending={mend.isPending}>
              {t('save')}
            </Button>
            <Button kind="quiet" onPress={() => setText(null)}>
              {t('cancel')}
            </Button>
          </div>
        </>
      )}
    </li>
  );
}
