/** What a resident agreed to: in force or taken back, when, how, and who wrote it down. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../components/Button/Button.js';
import { Card } from '../../components/Card/Card.js';
import { Chip } from '../../components/Chip/Chip.js';
import { RadioChoice } from '../../components/ChoiceField/ChoiceField.js';
import { Dialog } from '../../components/Dialog/Dialog.js';
import { FormButtons } from '../../components/Dialog/FormButtons.js';
import { TOAST_MS, toasts } from '../../components/Toast/Toast.js';
import { When } from '../../components/When/When.js';
import { useStrings } from '../../i18n/language.js';
import { knownText } from '../../i18n/strings.js';
import type { ResidentWithCases } from '../../residents/residents.js';
import { useMay, usePeopleNames } from '../../session/session.js';
import { strings as words } from '../../words/strings.js';
import { type Consent, giveConsent, withdrawConsent } from './queries.js';
import styles from './ResidentPage.module.css';
import { strings } from './strings.js';

const KINDS = ['sms', 'mail', 'phone', 'survey'] as const satisfies readonly Consent['kind'][];
const WAYS = ['phone', 'counter', 'letter', 'mail', 'web'] as const satisfies readonly Consent['how'][];

interface Saying {
  readonly kind: Consent['kind'];
  readonly isGiven: boolean;
}

export function Consents({ resident }: { readonly resident: ResidentWithCases }) {
  const t = useStrings(strings);
  const mayWrite = useMay('resident.write');
  const [saying, setSaying] = useState<Saying | null>(null);
  return (
    <Card title={t('consents')}>
      <ul className={styles.list} aria-label={t('consents')}>
        {KINDS.map((kind) => {
          const last = resident.consents.find((one) => one.kind === kind);
          const isGiven = last?.isInForce === true;
          return (
            <li key={kind} className={styles.one}>
              <span className={styles.row}>
                <span>
                  {t(`consent.${kind}`)}{' '}
                  <Chip tone={isGiven ? 'good' : 'neutral'} sign={isGiven ? '✓' : '○'}>
                    {t(isGiven ? 'consent.given' : last === undefined ? 'consent.none' : 'consent.withdrawn')}
                  </Chip>
                </span>
                {mayWrite && (
                  <Button
                    kind="quiet"
                    onPress={() => setSaying({ kind, isGiven: !isGiven })}
                    aria-label={`${t(isGiven ? 'consent.withdraw' : 'consent.give')}: ${t(`consent.${kind}`)}`}
                  >
                    {t(isGiven ? 'consent.withdraw' : 'consent.give')}
                  </Button>
                )}
              </span>
              {last !== undefined && <Said consent={last} />}
            </li>
          );
        })}
      </ul>
      {saying !== null && <SayDialog id={resident.id} saying={saying} onClose={() => setSaying(null)} />}
    </Card>
  );
}

function Said({ consent }: { readonly consent: Consent }) {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const nameOf = usePeopleNames();
  const way = (code: string) => knownText(words, tWords, 'channel', code);
  return (
    <span className={styles.hidden}>
      {t('consent.said', { how: way(consent.how), name: nameOf(consent.givenTo) })} <When at={consent.givenAt} />
      {consent.withdrawnAt !== null && (
        <>
          {'; '}
          {t('consent.unsaid', { how: way(consent.withdrawnHow ?? ''), name: nameOf(consent.withdrawnTo) })}{' '}
          <When at={consent.withdrawnAt} />
        </>
      )}
    </span>
  );
}

function SayDialog({
  id,
  saying: { kind, isGiven },
  onClose,
}: {
  readonly id: string;
  readonly saying: Saying;
  readonly onClose: () => void;
}) {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const client = useQueryClient();
  const [how, setHow] = useState<Consent['how'] | null>(null);
  const [isMissing, setMissing] = useState(false);
  const say = useMutation({
    mutationFn: (way: Consent['how']) => (isGiven ? giveConsent(id, kind, way) : withdrawConsent(id, kind, way)),
    onSuccess: () => {
      toasts.add({ message: t(isGiven ? 'consent.saved' : 'consent.removed') }, { timeout: TOAST_MS });
      onClose();
      return client.invalidateQueries({ queryKey: ['resident', id] });
    },
  });
  const submit = () => {
    setMissing(how === null);
    if (how !== null && !say.isPending) say.mutate(how);
  };
  return (
    <Dialog title={`${t(isGiven ? 'consent.give' : 'consent.withdraw')}: ${t(`consent.${kind}`)}`} isOpen onClose={onClose}>
      <RadioChoice
        label={t('consent.how')}
        choices={WAYS.map((way) => ({ value: way, label: knownText(words, tWords, 'channel', way) }))}
        value={how}
        onChange={(value) => setHow(WAYS.find((one) => one === value) ?? null)}
        isRequired
        error={isMissing && how === null ? t('consent.how.missing') : say.isError ? say.error.message : undefined}
      />
      <FormButtons send={t('consent.save')} onSend={submit} isPending={say.isPending} onCancel={onClose} />
    </Dialog>
  );
}
