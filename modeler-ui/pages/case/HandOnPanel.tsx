/** Handing on and sending back: who gets it and when they are there, why, and what they will see. */
import { useQuery } from '@tanstack/react-query';
import { Chip } from '../../components/Chip/Chip.js';
import { SelectChoice } from '../../components/ChoiceField/ChoiceField.js';
import { Facts } from '../../components/Facts/Facts.js';
import { TextArea } from '../../components/Field/Field.js';
import { When } from '../../components/When/When.js';
import { useLanguage, useStrings } from '../../i18n/language.js';
import { knownText } from '../../i18n/strings.js';
import { useAway, useNameToChoose } from '../../people/absences.js';
import { dayText } from '../../people/days.js';
import { departmentsQuery, peopleQuery, unitsQuery } from '../../people/people.js';
import { strings as awayStrings } from '../../people/strings.js';
import { usePeopleNames, useSession } from '../../session/session.js';
import { strings as words } from '../../words/strings.js';
import styles from './Panel.module.css';
import { strings } from './panel-strings.js';
import type { Case, Task } from './queries.js';
import type { FormTexts } from './shared-draft.js';

interface HandOnPanelProps {
  readonly theCase: Case;
  readonly task: Task;
  /** null: back to whom it came from. */
  readonly tier: string | null;
  readonly draft: FormTexts;
  readonly errorOf: (field: string) => string | undefined;
  readonly onChange: (changes: Partial<FormTexts>) => void;
}

/** No login looks like this. */
const ANYBODY = '-';

export function HandOnPanel({ theCase, task, tier, draft, errorOf, onChange }: HandOnPanelProps) {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const department = draft.department ?? theCase.department;
  return (
    <section className={styles.panel} aria-labelledby="hand-on-title">
      <h3 id="hand-on-title">{tier === null ? t('back.title') : t('hand-on.title', { tier: knownText(words, tWords, 'tier', tier) })}</h3>
      {tier === null ? (
        <BackTo login={task.handedOnBy} />
      ) : (
        <>
          {tier === 'department' && (
            <Department value={department} error={errorOf('_department')} onChange={(id) => onChange({ department: id, toPerson: null })} />
          )}
          <UnitCard tier={tier} department={department} />
          <ToPerson tier={tier} department={department} value={draft.toPerson} onChange={(toPerson) => onChange({ toPerson })} />
        </>
      )}
      <div data-field="_reason">
        <TextArea
          label={t('reason')}
          description={t('reason.description')}
          value={draft.reason}
          onChange={(reason) => onChange({ reason })}
          isRequired
          error={errorOf('_reason')}
          rows={3}
        />
      </div>
      <WhatTheySee theCase={theCase} reason={draft.reason} />
    </section>
  );
}

function BackTo({ login }: { readonly login: string | null }) {
  const t = useStrings(strings);
  const tAway = useStrings(awayStrings);
  const { language } = useLanguage();
  const nameOf = usePeopleNames();
  const awayOf = useAway();
  if (login === null) return <p>{t('back.queue')}</p>;
  const away = awayOf(login);
  return (
    <p>
      {t('back.to', { name: nameOf(login) })}{' '}
      {away !== undefined && (
        <>
          <Chip tone="paused" sign="⏸">
            {tAway('away', { day: dayText(language, away.lastDay) })}
          </Chip>{' '}
          {away.substitute === null ? t('away.queue') : tAway('substitute', { name: nameOf(away.substitute) })}
        </>
      )}
    </p>
  );
}

function Department({
  value,
  error,
  onChange,
}: {
  readonly value: string | null;
  readonly error: string | undefined;
  readonly onChange: (id: string) => void;
}) {
  const t = useStrings(strings);
  const departments = useQuery(departmentsQuery).data ?? [];
  return (
    <div data-field="_department">
      <SelectChoice
        label={t('department')}
        choices={departments.map(({ id, name }) => ({ value: id, label: name }))}
        value={value}
        onChange={onChange}
        isRequired
        error={error}
      />
    </div>
  );
}

function UnitCard({ tier, department }: { readonly tier: string; readonly department: string | null }) {
  const t = useStrings(strings);
  const units = useQuery(unitsQuery).data ?? [];
  const unit =
    tier === 'department'
      ? units.find(({ id }) => id === department)
      : units.find(({ kind, active }) => kind === 'contact-centre' && active);
  if (unit === undefined) return null;
  return (
    <div className={styles.unit}>
      <Facts
        facts={[
          { name: t('unit'), value: unit.name },
          {
            name: t('unit.hours'),
            value: unit.hours === '' ? null : <Hours hours={unit.hours} isOpen={unit.isOpen} />,
          },
          { name: t('unit.phone'), value: unit.phone },
          { name: t('unit.competence'), value: unit.competence },
          { name: t('unit.substitute'), value: units.find(({ id }) => id === unit.substituteUnit)?.name },
        ]}
      />
    </div>
  );
}

function Hours({ hours, isOpen }: { readonly hours: string; readonly isOpen: boolean | null }) {
  const t = useStrings(strings);
  return (
    <>
      {hours}{' '}
      {isOpen !== null && (
        <Chip tone={isOpen ? 'good' : 'paused'} sign={isOpen ? '●' : '⏸'}>
          {t(isOpen ? 'unit.open' : 'unit.closed')}
        </Chip>
      )}
    </>
  );
}

function ToPerson({
  tier,
  department,
  value,
  onChange,
}: {
  readonly tier: string;
  readonly department: string | null;
  readonly value: string | null;
  readonly onChange: (login: string | null) => void;
}) {
  const t = useStrings(strings);
  const { person: me } = useSession();
  const nameToChoose = useNameToChoose();
  const people = (useQuery(peopleQuery).data ?? []).filter(
    ({ login, active, roles, unit }) =>
      active && login !== me.login && roles.some((role) => role === tier) && (tier !== 'department' || unit === department),
  );
  return (
    <SelectChoice
      label={t('to-person')}
      choices={[
        { value: ANYBODY, label: t('to-person.anybody') },
        ...people.map(({ login, name }) => ({ value: login, label: nameToChoose(login, name) })),
      ]}
      value={value ?? ANYBODY}
      onChange={(login) => onChange(login === ANYBODY ? null : login)}
      isRequired
    />
  );
}

function WhatTheySee({ theCase, reason }: { readonly theCase: Case; readonly reason: string }) {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const { person } = useSession();
  return (
    <section className={styles.preview} aria-labelledby="they-see">
      <h4 id="they-see">{t('they-see')}</h4>
      <Facts
        facts={[
          { name: t('they-see.case'), value: `${theCase.number} ${theCase.classificationName}` },
          { name: t('they-see.resident'), value: theCase.resident ?? tWords('anonymous') },
          { name: t('they-see.place'), value: theCase.place },
          { name: t('they-see.date'), value: theCase.promiseAt === null ? null : <When at={theCase.promiseAt} /> },
          { name: t('they-see.from'), value: person.name },
          { name: t('reason'), value: reason.trim() === '' ? t('they-see.no-reason') : <span className={styles.written}>{reason}</span> },
        ]}
      />
      <p className={styles.hint}>{t('they-see.all')}</p>
    </section>
  );
}
