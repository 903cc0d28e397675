/** Open cases that this contact may belong to: then it is added to one of them instead of becoming another. */
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { useLater } from '../../app/later.js';
import { Button } from '../../components/Button/Button.js';
import { When } from '../../components/When/When.js';
import { useStrings } from '../../i18n/language.js';
import type { Content } from './draft.js';
import styles from './parts.module.css';
import { alikeQuery } from './queries.js';
import { strings } from './strings.js';

interface AlikeCasesProps {
  readonly content: Content;
  readonly code: string;
  readonly onAppend: (number: string, isSameKind: boolean) => void;
}

const TYPING_MS = 400;

export function AlikeCases({ content, code, onAppend }: AlikeCasesProps) {
  const t = useStrings(strings);
  const place = useLater(content.place.trim(), TYPING_MS);
  const resident = content.who.type === 'known' ? content.who.id : undefined;
  const asked = { classification: code, ...(resident === undefined ? {} : { resident }), ...(place === '' ? {} : { place }) };
  const found = useQuery({ ...alikeQuery(asked), enabled: resident !== undefined || place !== '' }).data ?? [];
  return (
    <div role="status" className={found.length === 0 ? 'only-heard' : `${styles.box} ${styles.warned}`}>
      {found.length > 0 && (
        <>
          <p className={styles.name}>{t('alike.title', { count: found.length })}</p>
          <ul className={styles.list}>
            {found.map(({ number, classificationName, why, registeredAt, publicStatus }) => (
              <li key={number} className={styles.line}>
                <span>
                  <Link href={`/cases/${encodeURIComponent(number)}`} data-figures>
                    {number}
                  </Link>{' '}
                  · {why.includes('kind') ? '' : `${classificationName} · `}
                  {t(
                    `alike.${why.filter((one) => one !== 'kind').join('-') === 'place' ? 'place' : why.includes('place') ? 'both' : 'resident'}`,
                  )}{' '}
                  · <When at={registeredAt} dayOnly /> · {publicStatus}
                </span>
                <Button onPress={() => onAppend(number, why.includes('kind'))}>{t('append')}</Button>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
