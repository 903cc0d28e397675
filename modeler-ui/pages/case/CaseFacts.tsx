/** The right column: resident, dates, place, other systems. */
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { Card } from '../../components/Card/Card.js';
import { Chip } from '../../components/Chip/Chip.js';
import { Facts } from '../../components/Facts/Facts.js';
import { When } from '../../components/When/When.js';
import { ExternalCasesOfCase } from '../../external-cases/ExternalCases.js';
import { useStrings } from '../../i18n/language.js';
import { knownText, type Translate } from '../../i18n/strings.js';
import { departmentsQuery } from '../../people/people.js';
import { usePeopleNames } from '../../session/session.js';
import { strings as words } from '../../words/strings.js';
import { CaseDates } from './CaseDates.js';
import { CaseDocuments } from './CaseDocuments.js';
import styles from './CaseFacts.module.css';
import { CaseLetters } from './CaseLetters.js';
import { CaseNotes } from './Colleagues.js';
import type { Case } from './queries.js';
import { RelatedCases } from './RelatedCases.js';
import { SyncChips } from './SyncChips.js';
import { strings } from './strings.js';
import { WhereIsIt } from './WhereIsIt.js';

/** Which approved answers the resident has heard or got, and in which wording. */
function saidIn({ said }: Case, t: Translate<'case.said.one'>): string {
  return said.map(({ name, version }) => t('case.said.one', { name, version })).join('; ');
}

export function CaseFacts({ theCase }: { readonly theCase: Case }) {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const nameOf = usePeopleNames();
  const word = (kind: 'channel' | 'verification' | 'system', code: string) => knownText(words, tWords, kind, code);
  // A code isn't a name: nothing is shown until the names are here.
  const departments = useQuery(departmentsQuery).data;
  const when = (at: string | null) => (at === null ? null : <When at={at} />);
  const resident = theCase.residentCard;
  return (
    <div className={styles.column}>
      <Card title={t('resident.title')}>
        {resident === null ? (
          <p>{t('resident.anonymous')}</p>
        ) : (
          <>
            <p className={styles.name}>{resident.name}</p>
            <Facts
              facts={[
                {
                  name: t('resident.verified'),
                  value: word('verification', theCase.caller.verification === 'none' ? resident.verification : theCase.caller.verification),
                },
                { name: t('resident.phone'), value: resident.phone },
                { name: t('resident.email'), value: resident.email },
                { name: t('resident.reply'), value: word('channel', theCase.replyChannel) },
              ]}
            />
            <Facts
              facts={
                theCase.caller.actingFor === 'self'
                  ? []
                  : [
                      { name: t('caller.acts'), value: knownText(strings, t, 'acting-for', theCase.caller.actingFor) },
                      { name: t('caller.represents'), value: theCase.caller.represents?.name },
                      { name: t('caller.scope'), value: theCase.caller.represents?.scope },
                      { name: t('caller.until'), value: theCase.caller.represents?.until },
                    ]
              }
            />
          </>
        )}
      </Card>
      {theCase.caller.answers.length > 0 && (
        <Card title={t('answers.title')}>
          <Facts facts={theCase.caller.answers.map(({ label, answer }) => ({ name: label, value: answer }))} />
        </Card>
      )}
      <CaseDates theCase={theCase} />
      <Card title={t('case.title')}>
        <Facts
          facts={[
            { name: t('case.status-code'), value: theCase.statusCode },
            { name: t('case.place'), value: theCase.place },
            {
              name: t('case.outage'),
              value: theCase.outage === null ? null : <Link href="/knowledge/outages">{theCase.outage.title}</Link>,
            },
            { name: t('case.said'), value: saidIn(theCase, t) },
            { name: t('case.channel'), value: word('channel', theCase.channel) },
            { name: t('case.received'), value: theCase.receivedAt === null ? null : <When at={theCase.receivedAt} dayOnly /> },
            { name: t('case.registered'), value: when(theCase.registeredAt) },
            { name: t('case.registered-by'), value: nameOf(theCase.registeredBy) },
            {
              name: t('case.department'),
              value: departments && (departments.find(({ id }) => id === theCase.department)?.name ?? theCase.department),
            },
          ]}
        />
      </Card>
      {theCase.closingText !== null && (
        <Card title={t('closing-text.title')}>
          <p className={styles.answer}>{theCase.closingText}</p>
        </Card>
      )}
      {(theCase.links.length > 0 || theCase.sync.length > 0) && (
        <Card title={t('systems.title')}>
          <SyncChips theCase={theCase} />
          <ul className={styles.systems}>
            {theCase.links.map(({ system, recordId, number, state, at }) => (
              <li key={`${system} ${recordId}`}>
                {number === null && theCase.sync.some((one) => one.system === system && one.state !== 'delivered') ? (
                  // What we noted isn't how it stands there.
                  <Chip tone="paused" sign="⏸">
                    {t('system.not-yet', { system: word('system', system) })}
                  </Chip>
                ) : (
                  <>
                    <Chip tone={state === 'closed' ? 'good' : 'neutral'} sign={state === 'closed' ? '✓' : '●'}>
                      {`${[word('system', system), number].filter((part) => part !== null).join(' ')}: ${knownText(strings, t, 'system', state)}`}
                    </Chip>{' '}
                    <When at={at} />
                  </>
                )}
              </li>
            ))}
          </ul>
        </Card>
      )}
      <CaseNotes number={theCase.number} />
      <CaseLetters number={theCase.number} />
      <CaseDocuments number={theCase.number} />
      <RelatedCases number={theCase.number} />
      <ExternalCasesOfCase number={theCase.number} />
      <WhereIsIt number={theCase.number} />
    </div>
  );
}
