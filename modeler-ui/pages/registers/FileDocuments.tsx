/** What lies in a file of the DMS: each document with its versions and where its paper lies. */
import { useQuery } from '@tanstack/react-query';
import { Fragment } from 'react';
import { Loading } from '../../components/Loading/Loading.js';
import { When } from '../../components/When/When.js';
import { useStrings } from '../../i18n/language.js';
import { type DmsDocument, type DmsFile, fileDocumentsQuery } from './queries.js';
import styles from './Registers.module.css';
import { strings } from './strings.js';

export function FileDocuments({ file }: { readonly file: DmsFile }) {
  const t = useStrings(strings);
  const documents = useQuery(fileDocumentsQuery(file.id));
  return (
    <section className={styles.documents} aria-labelledby="documents-title">
      <h3 id="documents-title">{t('documents')}</h3>
      {documents.data === undefined ? (
        <Loading of={documents} lines={2} />
      ) : documents.data.length === 0 ? (
        <p className={styles.hint}>{t('documents.none')}</p>
      ) : (
        <ul className={styles.trace} aria-label={t('documents')}>
          {documents.data.map((one) => (
            <OneDocument key={one.id} caseNumber={file.caseNumber} document={one} />
          ))}
        </ul>
      )}
    </section>
  );
}

function OneDocument({ caseNumber, document }: { readonly caseNumber: string; readonly document: DmsDocument }) {
  const t = useStrings(strings);
  const { id, name, versions, paper, inCase } = document;
  return (
    <li>
      {inCase ? (
        <a
          href={`/api/v1/cases/${encodeURIComponent(caseNumber)}/documents/${id}`}
          download={name}
          aria-label={t('documents.download', { name })}
        >
          {name}
        </a>
      ) : (
        name
      )}
      <div className={styles.hint}>
        {versions.map(({ version, name: then, storedAt }, index) => (
          <Fragment key={version}>
            {index > 0 && ' · '}
            {t('documents.version', { version })} <When at={storedAt} />
            {then !== name && ` (${then})`}
          </Fragment>
        ))}
        {paper !== null && ` · ${t('documents.paper', paper)}`}
      </div>
    </li>
  );
}
