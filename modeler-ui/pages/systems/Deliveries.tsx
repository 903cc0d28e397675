/** The delivery ledger: what waits, what is left to a person, what went; each with its tries. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { Button } from '../../components/Button/Button.js';
import { Chip } from '../../components/Chip/Chip.js';
import { SelectChoice } from '../../components/ChoiceField/ChoiceField.js';
import { Loading } from '../../components/Loading/Loading.js';
import { PlainTable } from '../../components/PlainTable/PlainTable.js';
import { When } from '../../components/When/When.js';
import { useStrings } from '../../i18n/language.js';
import { knownText } from '../../i18n/strings.js';
import { strings as words } from '../../words/strings.js';
import { EffectDialog } from './EffectDialog.js';
import { strings } from './ledger-strings.js';
import { EFFECT_LOOKS, EFFECT_STATES, effectsQuery } from './queries.js';
import styles from './SystemsPage.module.css';

export function Deliveries() {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const [search, setSearch] = useSearchParams();
  const state = EFFECT_STATES.find((one) => one === search.get('state')) ?? 'waiting';
  const effects = useQuery(effectsQuery(state));
  const [openId, setOpenId] = useState<string | null>(null);
  return (
    <section aria-labelledby="deliveries-title">
      <div className={styles.head}>
        <h2 id="deliveries-title">{t('ledger.title')}</h2>
        <SelectChoice
          label={t('ledger.state')}
          choices={EFFECT_STATES.map((value) => ({ value, label: t(`effect.${value}`) }))}
          value={state}
          isRequired
          onChange={(value) => setSearch({ state: value }, { replace: true })}
        />
      </div>
      {effects.data === undefined ? (
        <Loading of={effects} lines={4} />
      ) : effects.data.length === 0 ? (
        <p className={styles.nothing}>{t(`ledger.empty.${state}`)}</p>
      ) : (
        <PlainTable
          stacks
          label={t('ledger.table')}
          rows={effects.data}
          keyOf={({ id }) => id}
          columns={[
            { id: 'case', title: t('column.case'), cell: ({ caseNumber }) => <span data-figures>{caseNumber}</span> },
            { id: 'system', title: t('column.system'), cell: ({ system }) => knownText(words, tWords, 'system', system) },
            { id: 'action', title: t('column.action'), cell: ({ action }) => knownText(strings, t, 'action', action) },
            {
              id: 'state',
              title: t('column.state'),
              cell: (effect) => <Chip {...EFFECT_LOOKS[effect.state]}>{t(`effect.${effect.state}`)}</Chip>,
            },
            { id: 'since', title: t('column.since'), cell: ({ createdAt }) => <When at={createdAt} /> },
            { id: 'attempts', title: t('column.attempts'), cell: ({ attempts }) => attempts, isNumber: true },
            {
              id: 'error',
              title: t('column.error'),
              cell: ({ lastError }) => <span className={styles.message}>{lastError ?? ''}</span>,
            },
            {
              id: 'act',
              title: t('column.act'),
              cell: ({ id, caseNumber }) => (
                <Button kind="quiet" onPress={() => setOpenId(id)} aria-label={t('open.named', { number: caseNumber })}>
                  {t('open')}
                </Button>
              ),
            },
          ]}
        />
      )}
      {openId !== null && <EffectDialog id={openId} onClose={() => setOpenId(null)} />}
    </section>
  );
}
