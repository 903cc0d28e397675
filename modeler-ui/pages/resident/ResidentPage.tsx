/** A resident: who they are, how one reaches them, and all their cases and contacts in one timeline; masked until there is a reason. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useLocation, useParams } from 'wouter';
import { Button } from '../../components/Button/Button.js';
import { SelectChoice } from '../../components/ChoiceField/ChoiceField.js';
import { Facts } from '../../components/Facts/Facts.js';
import { Loading } from '../../components/Loading/Loading.js';
import { Page } from '../../components/Page/Page.js';
import { Timeline, type TimelineItem } from '../../components/Timeline/Timeline.js';
import { When } from '../../components/When/When.js';
import { useStrings } from '../../i18n/language.js';
import { knownText } from '../../i18n/strings.js';
import { type Purpose, type ResidentWithCases, residentQuery } from '../../residents/residents.js';
import { useMay, usePeopleNames } from '../../session/session.js';
import { strings as words } from '../../words/strings.js';
import styles from './ResidentPage.module.css';
import { strings } from './strings.js';

const PURPOSES = ['contact', 'case', 'correction', 'complaint'] as const satisfies readonly Purpose[];

export default function ResidentPage() {
  const { id = '' } = useParams<{ readonly id: string }>();
  // Another resident needs another reason.
  return <ResidentView key={id} id={id} />;
}

function ResidentView({ id }: { readonly id: string }) {
  const t = useStrings(strings);
  const [, navigate] = useLocation();
  const mayUseDesk = useMay('desk.use');
  const [purpose, setPurpose] = useState<Purpose | null>(null);
  const asked = useQuery({ ...residentQuery(id, purpose), placeholderData: (before: ResidentWithCases | undefined) => before });
  const resident = asked.data;
  return (
    <Page
      title={resident?.name ?? t('title')}
      actions={
        mayUseDesk &&
        resident !== undefined && (
          <Button kind="primary" onPress={() => navigate(`/desk?resident=${id}`)}>
            {t('new-contact')}
          </Button>
        )
      }
    >
      {resident === undefined ? (
        <Loading of={asked} lines={8} />
      ) : (
        <div className={styles.columns}>
          <div className={styles.column}>
            {resident.isMasked && <PurposeQuestion onChoose={setPurpose} isPending={asked.isFetching} />}
            <Person resident={resident} />
          </div>
          <section className={styles.column} aria-labelledby="resident-timeline">
            <h2 id="resident-timeline">{t('timeline')}</h2>
            <Life resident={resident} />
          </section>
        </div>
      )}
    </Page>
  );
}

function PurposeQuestion({ onChoose, isPending }: { readonly onChoose: (purpose: Purpose) => void; readonly isPending: boolean }) {
  const t = useStrings(strings);
  const [chosen, setChosen] = useState<Purpose>('contact');
  return (
    <section className={`${styles.card} ${styles.masked}`} aria-labelledby="masked-title">
      <h2 id="masked-title">{t('masked.title')}</h2>
      <p>{t('masked.text')}</p>
      <SelectChoice
        label={t('purpose')}
        choices={PURPOSES.map((purpose) => ({ value: purpose, label: t(`purpose.${purpose}`) }))}
        value={chosen}
        onChange={(value) => setChosen(PURPOSES.find((one) => one === value) ?? 'contact')}
        isRequired
      />
      <div>
        <Button onPress={() => onChoose(chosen)} isPending={isPending}>
          {t('show')}
        </Button>
      </div>
    </section>
  );
}

function Person({ resident }: { readonly resident: ResidentWithCases }) {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  return (
    <>
      <section className={styles.card} aria-labelledby="identity-title">
        <h2 id="identity-title">{t('identity')}</h2>
        <Facts
          facts={[
            { name: t('kind'), value: t(`kind.${resident.kind}`) },
            { name: t('verified'), value: knownText(words, tWords, 'verification', resident.verification) },
            { name: t('since'), value: <When at={resident.createdAt} dayOnly /> },
          ]}
        />
      </section>
      <section className={styles.card} aria-labelledby="contact-title">
        <h2 id="contact-title">{t('contact')}</h2>
        <Facts
          facts={[
            { name: t('phone'), value: resident.phone },
            { name: t('email'), value: resident.email },
            { name: t('address'), value: resident.postalAddress },
            { name: t('reply'), value: knownText(words, tWords, 'channel', resident.replyChannel) },
          ]}
        />
      </section>
    </>
  );
}

function Life({ resident }: { readonly resident: ResidentWithCases }) {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const nameOf = usePeopleNames();
  const linkTo = (number: string) => (
    <Link href={`/cases/${encodeURIComponent(number)}`} data-figures>
      {number}
    </Link>
  );
  const items: TimelineItem[] = [
    ...resident.cases.map(({ number, classificationName, publicStatus, registeredAt }) => ({
      id: number,
      at: registeredAt,
      actor: t('resident'),
      what: t('item.case', { number, name: classificationName }),
      details: (
        <>
          {linkTo(number)} · {publicStatus}
        </>
      ),
      isSystem: false,
    })),
    ...resident.contacts.map(({ id, at, channel, direction, note, takenBy, caseNumber }) => ({
      id,
      at,
      actor: nameOf(takenBy),
      what: t(`item.contact-${direction}`, { channel: knownText(words, tWords, 'channel', channel) }),
      details: (
        <>
          {caseNumber !== null && <>{linkTo(caseNumber)} · </>}
          {note ?? <span className={styles.hidden}>{t('item.hidden')}</span>}
        </>
      ),
      isSystem: false,
    })),
  ].sort((one, other) => (one.at < other.at ? 1 : -1));
  return items.length === 0 ? <p>{t('timeline.empty')}</p> : <Timeline label={t('timeline')} items={items} />;
}
