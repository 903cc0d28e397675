/** What differs between two versions, in words, with each value before and after. */
import { useStrings } from '../../i18n/language.js';
import type { ValueChange, VersionDifference } from './facts.js';
import styles from './ModelVersion.module.css';
import { strings } from './strings.js';

interface DifferencesProps {
  readonly differences: readonly VersionDifference[];
  readonly onSelect: (element: string) => void;
}

export function Differences({ differences, onSelect }: DifferencesProps) {
  const t = useStrings(strings);
  if (differences.length === 0) return <p>{t('differences.none')}</p>;
  return (
    <ul className={styles.differences}>
      {differences.map(({ type, element, values }) => (
        <li key={element.id}>
          {t(`type.${type}`)}{' '}
          {type === 'removed' ? (
            <Name element={element} />
          ) : (
            <button type="button" className={styles.link} title={element.id} onClick={() => onSelect(element.id)}>
              <Name element={element} />
            </button>
          )}
          {values.length > 0 && (
            <ul className={styles.values}>
              {values.map((value) => (
                <li key={value.fact}>
                  <Value value={value} />
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  );
}

function Name({ element }: { readonly element: VersionDifference['element'] }) {
  const t = useStrings(strings);
  return <>{t(`kind.${element.kind}`, { name: element.name === '' ? element.id : element.name })}</>;
}

function Value({ value: { fact, before, after } }: { readonly value: ValueChange }) {
  const t = useStrings(strings);
  const key = `fact.${fact}`;
  const [, mapping, name = ''] = /^(input|output):([^@/]+)/.exec(fact) ?? [];
  const word =
    mapping !== undefined
      ? t(`fact.${mapping as 'input' | 'output'}`, { name })
      : key in strings.pl
        ? t(key as keyof typeof strings.pl as 'fact.text')
        : t('fact.other', { name: fact });
  return (
    <>
      <span title={fact}>{word}</span>:{' '}
      <del>
        <span className="only-heard">{t('was')} </span>
        {before ?? t('nothing')}
      </del>{' '}
      →{' '}
      <ins>
        <span className="only-heard">{t('is')} </span>
        {after ?? t('nothing')}
      </ins>
    </>
  );
}
