/** What was written to the resident: when, where to, and whether it got there; each can be sent again to an address that is right. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../components/Button/Button.js';
import { Card } from '../../components/Card/Card.js';
import { Chip } from '../../components/Chip/Chip.js';
import { Disclosure } from '../../components/Disclosure/Disclosure.js';
import { When } from '../../components/When/When.js';
import { useStrings } from '../../i18n/language.js';
import { useMay } from '../../session/session.js';
import styles from './CaseDocuments.module.css';
import { LetterAgainDialog } from './LetterAgainDialog.js';
import { strings } from './letter-strings.js';
import { type Letter, lettersQuery } from './queries.js';

const LOOKS = {
  kept: { tone: 'neutral', sign: '○' },
  waiting: { tone: 'paused', sign: '⏸' },
  sent: { tone: 'good', sign: '✓' },
  superseded: { tone: 'neutral', sign: '○' },
  returned: { tone: 'late', sign: '▲' },
  unsent: { tone: 'late', sign: '▲' },
  elsewhere: { tone: 'neutral', sign: '○' },
} as const;

/** What couldn't go out and went to another address is no trouble any more. */
function lookOf({ id, state }: Letter, letters: readonly Letter[]): keyof typeof LOOKS {
  const isRepeated = letters.some(({ repeats }) => repeats === id);
  return isRepeated && state === 'unsent' ? 'elsewhere' : state;
}

export function CaseLetters({ number }: { readonly number: string }) {
  const t = useStrings(strings);
  const maySend = useMay('case.write');
  const [chosen, setChosen] = useState<Letter | null>(null);
  const letters = useQuery(lettersQuery(number)).data ?? [];
  if (letters.length === 0) return null;
  return (
    <Card title={t('title')}>
      <ul className={styles.list} aria-label={t('title')}>
        {letters.map((letter) => {
          const look = lookOf(letter, letters);
          return (
            <li key={letter.id} className={styles.letter}>
              <div className={styles.line}>
                <strong>{letter.subject}</strong>
                <Chip {...LOOKS[look]}>{t(`state.${look}`)}</Chip>
              </div>
              <div className={styles.meta}>
                {t(`to.${letter.channel}`, { to: [letter.recipientName, letter.recipient].filter((part) => part !== '').join(', ') })} ·{' '}
                <When at={letter.sentAt ?? letter.at} />
                {letter.repeats !== null && ` · ${t('repeats')}`}
              </div>
              {letter.returnedWhy !== null && <div className={styles.meta}>{t('why', { why: letter.returnedWhy })}</div>}
              <Disclosure title={t('text')}>
                <p className={styles.text}>{letter.text}</p>
              </Disclosure>
              {maySend && letter.state !== 'superseded' && (
                <Button kind="quiet" onPress={() => setChosen(letter)} aria-label={t('again.named', { subject: letter.subject })}>
                  {t('again')}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      {chosen !== null && <LetterAgainDialog number={number} letter={chosen} onClose={() => setChosen(null)} />}
    </Card>
  );
}
