/** "Co z dokumentami" when a case is closed: what is in its DMS file, what is on its way there, what stays here. */
import { useQuery } from '@tanstack/react-query';
import { Facts } from '../../components/Facts/Facts.js';
import { useStrings } from '../../i18n/language.js';
import { strings } from './document-strings.js';
import styles from './Panel.module.css';
import { type Case, documentsQuery } from './queries.js';

export function ClosingDocuments({ theCase }: { readonly theCase: Case }) {
  const t = useStrings(strings);
  const documents = useQuery(documentsQuery(theCase.number)).data;
  if (documents === undefined) return null;
  const hasFile = theCase.links.some(({ system, state }) => system === 'dms' && state === 'open');
  return (
    <section className={styles.preview} aria-labelledby="closing-documents">
      <h4 id="closing-documents">{t('closing.title')}</h4>
      <p className={styles.hint}>{documents.length === 0 ? t('closing.none') : t(hasFile ? 'closing.file' : 'closing.no-file')}</p>
      <Facts facts={documents.map(({ name, inFile }) => ({ name, value: t(`file.${inFile ?? 'here'}`) }))} />
    </section>
  );
}
