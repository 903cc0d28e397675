/** Documents of a case: what may be added is said first; by button, by keyboard or by dropping; who added what, and where it is. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { DropZone, FileTrigger } from 'react-aria-components';
import type { Schemas } from '../../api/schema.js';
import { Button } from '../../components/Button/Button.js';
import { Card } from '../../components/Card/Card.js';
import { Icon } from '../../components/Icon/Icon.js';
import { TOAST_MS, toasts } from '../../components/Toast/Toast.js';
import { When } from '../../components/When/When.js';
import { fileSize } from '../../i18n/file-size.js';
import { useLanguage, useStrings } from '../../i18n/language.js';
import { useMay, usePeopleNames } from '../../session/session.js';
import styles from './CaseDocuments.module.css';
import { strings } from './document-strings.js';
import { MoveDocumentDialog } from './MoveDocumentDialog.js';
import { NotYetInDms } from './NotYetInDms.js';
import { PaperPlace } from './PaperPlace.js';
import { documentLimitsQuery, documentsQuery } from './queries.js';
import { type Upload, useUploads } from './use-uploads.js';

export function CaseDocuments({ number }: { readonly number: string }) {
  const t = useStrings(strings);
  const mayAdd = useMay('case.write');
  const mayMove = useMay('document.move');
  const [moving, setMoving] = useState<Schemas['Document'] | null>(null);
  const documents = useQuery(documentsQuery(number)).data;
  /** The one whose button was pressed: it goes, and the button with it. */
  const leaving = useRef<string | null>(null);
  const around = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (moving !== null || leaving.current === null || documents?.some(({ id }) => id === leaving.current) !== false) return;
    leaving.current = null;
    // After the dialog has looked, in the next frame, where to give the focus back to.
    const afterwards = () => {
      if (document.activeElement === document.body) around.current?.closest('section')?.querySelector('h2')?.focus();
    };
    requestAnimationFrame(() => requestAnimationFrame(afterwards));
  }, [moving, documents]);
  if (documents === undefined || (documents.length === 0 && !mayAdd)) return null;
  return (
    <Card title={t('title')}>
      <div ref={around} className={styles.around}>
        {documents.length === 0 ? (
          <p className={styles.meta}>{t('none')}</p>
        ) : (
          <ul className={styles.list} aria-label={t('title')}>
            {documents.map((one) => (
              <OneDocument
                key={one.id}
                number={number}
                document={one}
                documents={documents}
                onMove={
                  mayMove
                    ? () => {
                        leaving.current = one.id;
                        setMoving(one);
                      }
                    : undefined
                }
              />
            ))}
          </ul>
        )}
        {mayAdd && <AddDocuments number={number} />}
        {moving !== null && <MoveDocumentDialog number={number} document={moving} onClose={() => setMoving(null)} />}
      </div>
    </Card>
  );
}

interface OneDocumentProps {
  readonly number: string;
  readonly document: Schemas['Document'];
  readonly documents: readonly Schemas['Document'][];
  /** Absent: not theirs to move. */
  readonly onMove: (() => void) | undefined;
}

function OneDocument({ number, document: one, documents, onMove }: OneDocumentProps) {
  const t = useStrings(strings);
  const { language } = useLanguage();
  const nameOf = usePeopleNames();
  const mayAdd = useMay('case.write');
  return (
    <li>
      <a
        href={`/api/v1/cases/${encodeURIComponent(number)}/documents/${one.id}`}
        download={one.name}
        aria-label={t('download', { name: one.name })}
      >
        {one.name}
      </a>
      <div className={styles.meta}>
        {one.origin === null
          ? t('who', { size: fileSize(language, one.sizeBytes), name: nameOf(one.addedBy) })
          : t(`from.${one.origin}`, { size: fileSize(language, one.sizeBytes) })}{' '}
        <When at={one.addedAt} />
        {one.replaces !== null && ` · ${t('later')}`}
        {documents.some(({ replaces }) => replaces === one.id) && ` · ${t('replaced')}`}
        {one.inFile !== 'failing' && one.inFile !== 'held' && ` · ${t(`file.${one.inFile ?? 'here'}`)}`}
      </div>
      <NotYetInDms number={number} document={one} />
      {one.paper !== null && <div className={styles.meta}>{t('paper.lies', one.paper)}</div>}
      <div className={styles.acts}>
        {mayAdd && <PaperPlace number={number} document={one} />}
        {onMove !== undefined && (
          <Button kind="quiet" onPress={onMove} aria-label={t('move.named', { name: one.name })}>
            {t('move')}
          </Button>
        )}
      </div>
    </li>
  );
}

function AddDocuments({ number }: { readonly number: string }) {
  const t = useStrings(strings);
  const { language } = useLanguage();
  const maxBytes = useQuery(documentLimitsQuery).data?.maxBytes;
  const { uploads, add, retry, forget } = useUploads(number, maxBytes, () => toasts.add({ message: t('sent') }, { timeout: TOAST_MS }));
  return (
    <DropZone
      className={styles.drop}
      aria-label={t('choose')}
      onDrop={async ({ items }) => add(await Promise.all(items.flatMap((item) => (item.kind === 'file' ? [item.getFile()] : []))))}
    >
      <div className={styles.line}>
        <FileTrigger allowsMultiple onSelect={(files) => add([...(files ?? [])])}>
          <Button>{t('choose')}</Button>
        </FileTrigger>
        <span className={styles.meta}>
          {maxBytes !== undefined && t('limit', { size: fileSize(language, maxBytes) })} {t('drop')}
        </span>
      </div>
      {/* There from the start, so that what fails is read out. */}
      <ul className={styles.list} aria-live="polite">
        {uploads.map((upload) => (
          <OneUpload
            key={upload.id}
            upload={upload}
            maxBytes={maxBytes ?? 0}
            onRetry={() => retry(upload)}
            onForget={() => forget(upload.id)}
          />
        ))}
      </ul>
    </DropZone>
  );
}

interface OneUploadProps {
  readonly upload: Upload;
  readonly maxBytes: number;
  readonly onRetry: () => void;
  readonly onForget: () => void;
}

function OneUpload({ upload: { file, failure }, maxBytes, onRetry, onForget }: OneUploadProps) {
  const t = useStrings(strings);
  const { language } = useLanguage();
  const { name } = file;
  if (failure === null) return <li>{t('sending', { name })}</li>;
  const why =
    failure.type === 'refused' ? failure.why : t(failure.type, { size: fileSize(language, file.size), most: fileSize(language, maxBytes) });
  // What is too large stays so: sending it again would not help.
  const canRetry = failure.type === 'refused' || failure.type === 'unreachable';
  return (
    <li className={styles.failed}>
      <span>
        <Icon name="warning" /> {t('failed', { name, why })} {canRetry && t('failed.safe')}
      </span>
      <div className={styles.line}>
        {canRetry && <Button onPress={onRetry}>{t('retry', { name })}</Button>}
        <Button kind="quiet" onPress={onForget}>
          {t('forget', { name })}
        </Button>
      </div>
    </li>
  );
}
