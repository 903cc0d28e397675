/** A resident: who they are, how one reaches them, and all their cases and contacts in one timeline; masked until there is a reason. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useLocation, useParams } from 'wouter';
import { Button } from '../../components/Button/Button.js';
import { Card } from '../../components/Card/Card.js';
import { SelectChoice } from '../../components/ChoiceField/ChoiceField.js';
import { Loading } from '../../components/Loading/Loading.js';
import { Page } from '../../components/Page/Page.js';
import { ExternalCasesOfResident } from '../../external-cases/ExternalCases.js';
import { useStrings } from '../../i18n/language.js';
import { Notes } from '../../notes/Notes.js';
import { type Purpose, type ResidentWithCases, residentQuery } from '../../residents/residents.js';
import { useMay } from '../../session/session.js';
import { Consents } from './Consents.js';
import { Duplicates, Merges } from './Duplicates.js';
import { Life } from './Life.js';
import { Person } from './Person.js';
import { addNote, mendNote } from './queries.js';
import { Records } from './Records.js';
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
  const mayMerge = useMay('resident.merge');
  const mayReadRecords = useMay('register.read');
  const mayReadCases = useMay('case.read');
  const [purpose, setPurpose] = useState<Purpose | null>(null);
  const asked = useQuery({ ...residentQuery(id, purpose), placeholderData: (before: ResidentWithCases | undefined) => before });
  const resident = asked.data;
  const data = useRef<HTMLDivElement>(null);
  const isShown = purpose !== null && resident?.isMasked === false;
  useEffect(() => {
    // The button that was pressed went with the question.
    if (isShown) data.current?.querySelector('h2')?.focus();
  }, [isShown]);
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
            {mayMerge && <Duplicates resident={resident} />}
            <div ref={data} className={styles.column}>
              <Person resident={resident} />
            </div>
            <Consents resident={resident} />
            <Merges resident={resident} maySplit={mayMerge} />
            {mayReadRecords && <Records id={resident.id} />}
            {mayReadCases && <ExternalCasesOfResident id={resident.id} />}
          </div>
          <div className={styles.column}>
            <ResidentNotes resident={resident} />
            <section aria-labelledby="resident-timeline" className={styles.column}>
              <h2 id="resident-timeline">{t('timeline')}</h2>
              <Life resident={resident} />
            </section>
          </div>
        </div>
      )}
    </Page>
  );
}

function PurposeQuestion({ onChoose, isPending }: { readonly onChoose: (purpose: Purpose) => void; readonly isPending: boolean }) {
  const t = useStrings(strings);
  const [chosen, setChosen] = useState<Purpose>('contact');
  return (
    <Card title={t('masked.title')} tone="warned">
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
    </Card>
  );
}

function ResidentNotes({ resident }: { readonly resident: ResidentWithCases }) {
  const client = useQueryClient();
  const mayWrite = useMay('resident.write');
  if (resident.notes.length === 0 && !mayWrite) return null;
  const read = () => client.invalidateQueries({ queryKey: ['resident', resident.id] });
  return (
    <Notes
      notes={resident.notes}
      mayWrite={mayWrite}
      onAdd={(text) => addNote(resident.id, text).then(read)}
      onMend={(id, text) => mendNote(resident.id, id, text).then(read)}
    />
  );
}
