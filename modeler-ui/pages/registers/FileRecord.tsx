/** One file of the DMS, and its closing: the department's act in its own system, from which the case hears by itself. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { Link } from 'wouter';
import { Banner } from '../../components/Banner/Banner.js';
import { Button } from '../../components/Button/Button.js';
import { SelectChoice } from '../../components/ChoiceField/ChoiceField.js';
import { Facts } from '../../components/Facts/Facts.js';
import { Icon } from '../../components/Icon/Icon.js';
import { TOAST_MS, toasts } from '../../components/Toast/Toast.js';
import { When } from '../../components/When/When.js';
import { useStrings } from '../../i18n/language.js';
import { knownText } from '../../i18n/strings.js';
import { useShortcut } from '../../keyboard/shortcuts.js';
import { useMay, usePeopleNames } from '../../session/session.js';
import { FileDocuments } from './FileDocuments.js';
import { Planning } from './Planning.js';
import { closeFile, type DmsFile } from './queries.js';
import styles from './Registers.module.css';
import { strings } from './strings.js';

/** The results that this DMS knows; its own codes, which the table of codes translates. */
const RESULTS = ['ZAL', 'ODP', 'NPT', 'ODM', 'PRZ', 'DUP', 'WYC', 'BRO'] as const;

interface FileRecordProps {
  readonly file: DmsFile;
  /** Of its heading: where who asked for it goes on from. */
  readonly title: RefObject<HTMLHeadingElement | null>;
  readonly onClose: () => void;
}

export function FileRecord({ file, title, onClose }: FileRecordProps) {
  const t = useStrings(strings);
  const nameOf = usePeopleNames();
  const mayClose = useMay('register.close-file');
  const mayPlan = useMay('register.plan-work');
  const record = useRef<HTMLElement>(null);
  // A closed file leaves the list of the open ones, and its record with it: who was in there goes on from the page's heading.
  useLayoutEffect(() => {
    const section = record.current;
    return () => {
      if (section?.contains(document.activeElement) === true) document.querySelector('h1')?.focus();
    };
  }, []);
  return (
    <section ref={record} className={styles.record} aria-labelledby="record-title">
      <h2 id="record-title" ref={title} tabIndex={-1}>
        {t('record.title', { number: file.fileNumber })}
      </h2>
      <Facts
        facts={[
          { name: t('column.title'), value: file.title },
          { name: t('record.class'), value: file.jrwaClass === '' ? null : file.jrwaClass },
          { name: t('record.archive'), value: file.archiveCategory === '' ? null : file.archiveCategory },
          { name: t('column.state'), value: t(`state.${file.state}`) },
          { name: t('column.planned'), value: file.plannedAt === null ? null : <When at={file.plannedAt} /> },
          { name: t('column.opened'), value: <When at={file.openedAt} /> },
          { name: t('record.result'), value: file.result === null ? null : knownText(strings, t, 'result', file.result) },
          { name: t('record.closed'), value: file.closedAt === null ? null : <When at={file.closedAt} /> },
          { name: t('record.closed-by'), value: nameOf(file.closedBy) },
        ]}
      />
      <FileDocuments file={file} />
      {file.trace.length > 0 && (
        <ul className={styles.trace} aria-label={t('trace')}>
          {file.trace.map(({ act, documentId, otherFile, at }) => (
            <li key={`${act} ${documentId} ${at}`}>
              {t(`trace.${act}`, { file: otherFile })} <When at={at} />
            </li>
          ))}
        </ul>
      )}
      <Link href={`/cases/${encodeURIComponent(file.caseNumber)}`}>{t('record.case', { number: file.caseNumber })}</Link>
      {file.state === 'open' && mayPlan && <Planning file={file} />}
      {file.state === 'open' && mayClose && <Closing file={file} onClosed={() => title.current?.focus()} />}
      <div>
        <Button kind="quiet" onPress={onClose}>
          <Icon name="close" /> {t('record.close')}
        </Button>
      </div>
    </section>
  );
}

function Closing({ file, onClosed }: { readonly file: DmsFile; readonly onClosed: () => void }) {
  const t = useStrings(strings);
  const client = useQueryClient();
  const [result, setResult] = useState<string | null>(null);
  const [isAsked, setAsked] = useState(false);
  const close = useMutation({
    mutationFn: (code: string) => closeFile(file.id, code),
    onSuccess: ({ told, caseNumber }) => {
      // The button that was pressed is about to go.
      onClosed();
      toasts.add(
        { message: t(told === 'published' ? 'close.done' : told === 'held' ? 'close.held' : 'close.noted', { number: caseNumber }) },
        { timeout: TOAST_MS },
      );
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['tasks', 'registers'] }),
  });
  const submit = () => {
    setAsked(true);
    if (result !== null && !close.isPending) close.mutate(result);
  };
  useShortcut('Ctrl+Enter', t('close.act'), submit);
  return (
    <div className={styles.close}>
      <div className={styles.result}>
        <SelectChoice
          label={t('close.result')}
          choices={RESULTS.map((code) => ({ value: code, label: t(`result.${code}`) }))}
          value={result}
          onChange={setResult}
          isRequired
          error={isAsked && result === null ? t('close.result.missing') : undefined}
        />
      </div>
      <p className={styles.hint}>{t('close.hint')}</p>
      {close.isError && <Banner tone="late">{close.error.message}</Banner>}
      <Button kind="primary" onPress={submit} isPending={close.isPending}>
        {t('close.act')}
      </Button>
    </div>
  );
}
