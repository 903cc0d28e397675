/** Terms that are ready to be used, written into a rule in one act: what known contact centres promise, what the law demands. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../../components/Button/Button.js';
import { SelectChoice } from '../../../components/ChoiceField/ChoiceField.js';
import { Disclosure } from '../../../components/Disclosure/Disclosure.js';
import { Facts } from '../../../components/Facts/Facts.js';
import { cellsOf, readyTerms } from '../../../decisions/ready-terms.js';
import type { Table, TableAct } from '../../../decisions/table.js';
import { useLanguage, useStrings } from '../../../i18n/language.js';
import { termsQuery } from '../../calendars/queries.js';
import styles from './parts.module.css';
import { strings } from './ready-terms-strings.js';

interface ReadyTermsProps {
  readonly table: Table;
  readonly onAct: (act: TableAct) => Promise<void>;
}

/** Nothing beside a table that sets no term. */
export function ReadyTerms({ table, onAct }: ReadyTermsProps) {
  const t = useStrings(strings);
  const { language } = useLanguage();
  const known = useQuery(termsQuery).data;
  const [chosen, setChosen] = useState('');
  const [ruleId, setRule] = useState('');
  const terms = known === undefined ? [] : readyTerms(known, table, language);
  const term = terms.find(({ id }) => id === chosen) ?? terms[0];
  const rule = table.rules.find(({ id }) => id === ruleId) ?? table.rules[0];
  if (term === undefined || rule === undefined) return null;
  const cells = cellsOf(term, table, rule.id);
  const number = table.rules.indexOf(rule) + 1;
  return (
    <Disclosure title={t('ready')} level={2}>
      <div className={styles.form}>
        <SelectChoice
          label={t('ready.term')}
          isRequired
          choices={terms.map(({ id, label }) => ({ value: id, label }))}
          value={term.id}
          onChange={setChosen}
        />
        <SelectChoice
          label={t('ready.rule')}
          isRequired
          choices={table.rules.map(({ id, note }, index) => ({
            value: id,
            label: note === '' ? String(index + 1) : t('ready.rule.noted', { number: index + 1, note }),
          }))}
          value={rule.id}
          onChange={setRule}
        />
        <Facts facts={cells.map(({ title, text }) => ({ name: title, value: text }))} />
        {term.daily !== undefined && <p className={styles.hint}>{t('ready.daily', term.daily)}</p>}
        {term.besides.length > 0 && <p className={styles.hint}>{t('ready.besides', { terms: term.besides.join('; ') })}</p>}
        <div>
          <Button onPress={() => void onAct({ type: 'cells', cells: cells.map(({ id, text }) => ({ id, text })) })}>
            {t('ready.write', { number })}
          </Button>
        </div>
      </div>
    </Disclosure>
  );
}
