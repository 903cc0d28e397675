/** What a check found, in sentences, and what the last month would have been with this table. */
import { useNow } from '../../app/now.js';
import { PlainTable } from '../../components/PlainTable/PlainTable.js';
import { shortDate } from '../../i18n/dates.js';
import { useLanguage, useStrings } from '../../i18n/language.js';
import styles from './CodesPage.module.css';
import type { Checked, Finding, TableKey } from './queries.js';
import { strings } from './strings.js';
import { useSystemName } from './use-system-name.js';

export function CheckResult({ of, checked }: { readonly of: TableKey; readonly checked: Checked }) {
  const t = useStrings(strings);
  const say = useSentence(of);
  return (
    <>
      <h3>{t('checked')}</h3>
      {checked.findings.length === 0 && <p>{t('finding.none')}</p>}
      {checked.findings.length > 0 && (
        <ul className={styles.sentences}>
          {checked.findings.map((one) => (
            <li key={JSON.stringify(one)}>{say(one)}</li>
          ))}
        </ul>
      )}
      {checked.trial !== null && <Trial trial={checked.trial} />}
    </>
  );
}

function useSentence({ system, direction }: TableKey): (finding: Finding) => string {
  const t = useStrings(strings);
  const name = useSystemName(system);
  return (finding) => {
    const kind = 'kind' in finding ? t(`kind.${finding.kind}`) : '';
    const code = 'code' in finding ? finding.code : '';
    const answer = 'answer' in finding ? finding.answer : '';
    const reason = 'reason' in finding ? finding.reason : '';
    const key = finding.type === 'unmapped' ? (`finding.unmapped.${direction}` as const) : (`finding.${finding.type}` as const);
    return t(key, { kind, code, answer, reason, system: name });
  };
}

function Trial({ trial }: { readonly trial: NonNullable<Checked['trial']> }) {
  const t = useStrings(strings);
  const { language } = useLanguage();
  const now = useNow();
  const { differences, compared, notCompared } = trial;
  const since = shortDate(language, new Date(trial.since), now);
  return (
    <>
      <h3>{t('trial')}</h3>
      <p>
        {t(differences.length === 0 ? 'trial.same' : 'trial.differs', { count: compared, since })}
        {notCompared > 0 && ` ${t('trial.left-out', { count: notCompared })}`}
      </p>
      {differences.length > 0 && (
        <PlainTable
          label={t('trial')}
          rows={differences}
          keyOf={({ kind, code, was }) => `${kind} ${code} ${was}`}
          columns={[
            { id: 'code', title: t('column.code'), cell: ({ kind, code }) => `${code} (${t(`kind.${kind}`)})` },
            { id: 'was', title: t('column.was'), cell: ({ was }) => was ?? t('nothing') },
            { id: 'becomes', title: t('column.becomes'), cell: ({ becomes }) => becomes ?? t('nothing') },
            { id: 'times', title: t('column.times'), cell: ({ times }) => times, isNumber: true },
            { id: 'cases', title: t('column.cases'), cell: ({ cases }) => cases.join(', ') },
          ]}
        />
      )}
    </>
  );
}
