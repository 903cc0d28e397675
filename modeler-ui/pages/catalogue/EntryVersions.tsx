/** What a classification was, version by version. */
import type { Schemas } from '../../api/schema.js';
import { DifferenceList } from '../../changes/DifferenceList.js';
import { When } from '../../components/When/When.js';
import { useStrings } from '../../i18n/language.js';
import { usePeopleNames } from '../../session/session.js';
import styles from './Catalogue.module.css';
import { strings } from './strings.js';

export function EntryVersions({ versions }: { readonly versions: readonly Schemas['ClassificationVersion'][] }) {
  const t = useStrings(strings);
  const nameOf = usePeopleNames();
  return (
    <section aria-labelledby="versions-title">
      <h2 id="versions-title">{t('versions')}</h2>
      {versions.length === 0 ? (
        <p>{t('versions.none')}</p>
      ) : (
        <ol className={styles.versions}>
          {versions.map(({ version, at, by, note, differences }) => (
            <li key={version} className={styles.version}>
              <h3 className={styles.versionTitle}>{t('version', { version: String(version) })}</h3>
              <p className={styles.meta}>
                <When at={at} /> · {nameOf(by)}
              </p>
              {note !== null && <p>{note}</p>}
              <DifferenceList differences={differences} />
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
