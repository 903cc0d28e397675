/** Who it is: nobody in particular, somebody known, or somebody new; how that was checked, and for whom they speak. */
import { useState } from 'react';
import { Button } from '../../components/Button/Button.js';
import { SelectChoice } from '../../components/ChoiceField/ChoiceField.js';
import { TextField } from '../../components/Field/Field.js';
import { useStrings } from '../../i18n/language.js';
import { strings as words } from '../../words/strings.js';
import { ActingForChoice, Represented } from './ActingFor.js';
import type { Content } from './draft.js';
import type { PartProps } from './part.js';
import styles from './parts.module.css';
import { ResidentBox } from './ResidentBox.js';
import { ResidentCard } from './ResidentCard.js';
import { strings } from './strings.js';

const VERIFICATIONS = ['none', 'questions', 'document', 'electronic'] as const satisfies readonly Content['verification'][];
type NewResident = Extract<Content['who'], { type: 'new' }>;
const NOBODY_YET: NewResident = { type: 'new', name: '', phone: '', email: '', postalAddress: '' };

interface WhoPartProps extends PartProps {
  readonly onAppend: (number: string, classification: string) => void;
}

export function WhoPart({ content, change, errorOf, onAppend }: WhoPartProps) {
  const t = useStrings(strings);
  const { who } = content;
  // Whoever asks for the fields types into them next; a draft that comes back with them leaves the cursor in the note.
  const [isAdding, setAdding] = useState(false);
  const meet = (someone: Content['who']) =>
    change({ who: someone, verification: 'none', replyChannel: null, actingFor: 'self', represents: { name: '', scope: '', until: '' } });
  const add = (name: string) => {
    setAdding(true);
    meet({ ...NOBODY_YET, name });
  };
  return (
    <section id="who" className={styles.part} aria-labelledby="who-title">
      <h2 id="who-title">{t('who.title')}</h2>
      <ResidentBox onChoose={(id) => meet({ type: 'known', id })} onNew={add} />
      <div className={styles.line}>
        <span className={styles.name}>{t(`who.${who.type}`)}</span>
        {who.type === 'anonymous' ? (
          <Button kind="quiet" onPress={() => add('')}>
            {t('who.add')}
          </Button>
        ) : (
          <Button kind="quiet" onPress={() => meet({ type: 'anonymous' })}>
            {t('who.make-anonymous')}
          </Button>
        )}
      </div>
      {who.type === 'new' && (
        <NewResidentFields
          who={who}
          onChange={(changes) => change({ who: { ...who, ...changes } })}
          errorOf={errorOf}
          takesFocus={isAdding}
        />
      )}
      {who.type !== 'anonymous' && (
        <>
          <Identity content={content} change={change} />
          <Represented content={content} change={change} errorOf={errorOf} />
        </>
      )}
      {who.type === 'known' && <ResidentCard id={who.id} verification={content.verification} onAppend={onAppend} />}
    </section>
  );
}

function Identity({ content, change }: Pick<PartProps, 'content' | 'change'>) {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  return (
    <div className={styles.two}>
      <SelectChoice
        label={t('verification')}
        choices={VERIFICATIONS.map((way) => ({ value: way, label: tWords(`verification.${way}`) }))}
        value={content.verification}
        onChange={(way) => change({ verification: VERIFICATIONS.find((one) => one === way) ?? 'none' })}
        isRequired
      />
      <ActingForChoice content={content} change={change} />
    </div>
  );
}

interface NewResidentFieldsProps {
  readonly who: NewResident;
  readonly onChange: (changes: Partial<NewResident>) => void;
  readonly errorOf: PartProps['errorOf'];
  readonly takesFocus: boolean;
}

function NewResidentFields({ who, onChange, errorOf, takesFocus }: NewResidentFieldsProps) {
  const t = useStrings(strings);
  return (
    <div className={styles.two}>
      <div data-field="name">
        <TextField
          label={t('new.name')}
          value={who.name}
          onChange={(name) => onChange({ name })}
          isRequired
          autoFocus={takesFocus}
          autoComplete="off"
          error={errorOf('name')}
        />
      </div>
      <TextField label={t('new.phone')} value={who.phone} onChange={(phone) => onChange({ phone })} autoComplete="off" inputMode="tel" />
      <div data-field="email">
        <TextField
          label={t('new.email')}
          value={who.email}
          onChange={(email) => onChange({ email })}
          autoComplete="off"
          inputMode="email"
          error={errorOf('email')}
        />
      </div>
      <TextField
        label={t('new.address')}
        value={who.postalAddress}
        onChange={(postalAddress) => onChange({ postalAddress })}
        autoComplete="off"
      />
    </div>
  );
}
