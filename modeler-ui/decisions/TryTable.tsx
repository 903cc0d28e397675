/** Answers for a table's questions, and what the engine would decide: the result and the rules that fired. Nothing happens by it. */
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { call } from '../api/call.js';
import type { Schemas } from '../api/schema.js';
import { Button } from '../components/Button/Button.js';
import { TextField } from '../components/Field/Field.js';
import { useStrings } from '../i18n/language.js';
import styles from './decisions.module.css';
import { questionsOf, typedValue } from './questions.js';
import { strings } from './strings.js';
import type { DecisionFile, Table } from './table.js';

interface TryTableProps {
  readonly xml: string;
  readonly file: DecisionFile;
  readonly table: Table;
  readonly onFired: (ruleIds: readonly string[]) => void;
}

export function TryTable({ xml, file, table, onFired }: TryTableProps) {
  const t = useStrings(strings);
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const questions = questionsOf(file);
  const trial = useMutation({
    mutationFn: () => {
      const variables = Object.fromEntries(questions.map(({ name, typeRef }) => [name, typedValue(typed[name] ?? '', typeRef)]));
      return call('POST /api/v1/decisions/try', { body: { xml, decisionId: table.decisionId, variables } });
    },
    onSuccess: (answer) => onFired(answer.type === 'value' ? answer.evaluated.flatMap(({ matchedRuleIds }) => matchedRuleIds) : []),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    trial.mutate();
  };
  return (
    <section className={styles.trial} aria-labelledby="try-title">
      <h2 id="try-title" className={styles.title}>
        {t('try.title')}
      </h2>
      <p className={styles.policy}>{t('try.help')}</p>
      <form className={styles.questions} onSubmit={submit} noValidate>
        {questions.length === 0 && <p>{t('try.none')}</p>}
        {questions.map(({ name, label }) => (
          <TextField
            key={name}
            label={label}
            isRequired
            value={typed[name] ?? ''}
            onChange={(value) => setTyped((before) => ({ ...before, [name]: value }))}
          />
        ))}
        <Button type="submit" kind="primary" isPending={trial.isPending}>
          {t('try.act')}
        </Button>
      </form>
      <div role="status">
        {trial.isError && <p>{trial.error.message}</p>}
        {trial.data !== undefined && <Outcome trial={trial.data} table={table} />}
      </div>
    </section>
  );
}

function Outcome({ trial, table }: { readonly trial: Schemas['DecisionTrial']; readonly table: Table }) {
  const t = useStrings(strings);
  if (trial.type === 'failure') return <p>{t('try.failure', { reason: trial.reason })}</p>;
  if (trial.type !== 'value') return <p>{t(`try.${trial.type}`)}</p>;
  const matched = trial.evaluated.find(({ id }) => id === table.decisionId)?.matchedRuleIds ?? [];
  const rules = table.rules.flatMap(({ id }, index) => (matched.includes(id) ? [String(index + 1)] : []));
  if (trial.value === null && rules.length === 0) return <p>{t('try.nothing')}</p>;
  return (
    <>
      <h3 className={styles.result}>{t('try.result')}</h3>
      <dl className={styles.values}>
        {entriesOf(trial.value, table).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{typeof value === 'string' ? value : JSON.stringify(value)}</dd>
          </div>
        ))}
      </dl>
      <p>{rules.length === 0 ? t('try.default') : t('try.rules', { count: rules.length, rules: rules.join(', ') })}</p>
    </>
  );
}

/** A result of several columns by their labels; anything else as it is, under the table's own. */
function entriesOf(value: unknown, { outputs, name }: Table): readonly (readonly [string, unknown])[] {
  if (outputs.length > 1 && typeof value === 'object' && value !== null && !Array.isArray(value)) {
    return Object.entries(value).map(([column, one]) => [outputs.find((output) => output.name === column)?.label || column, one] as const);
  }
  return [[outputs[0]?.label || outputs[0]?.name || name, value]];
}
