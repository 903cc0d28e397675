/** For whom the caller speaks: asked in full only when it isn't themselves. */
import { SelectChoice } from '../../components/ChoiceField/ChoiceField.js';
import { DateField } from '../../components/DateField/DateField.js';
import { TextField } from '../../components/Field/Field.js';
import { useStrings } from '../../i18n/language.js';
import type { Content } from './draft.js';
import type { PartProps } from './part.js';
import styles from './parts.module.css';
import { strings } from './strings.js';

const ACTING_FOR = ['self', 'company', 'family', 'proxy'] as const satisfies readonly Content['actingFor'][];

export function ActingForChoice({ content, change }: Pick<PartProps, 'content' | 'change'>) {
  const t = useStrings(strings);
  return (
    <SelectChoice
      label={t('acting-for')}
      choices={ACTING_FOR.map((whom) => ({ value: whom, label: t(`acting-for.${whom}`) }))}
      value={content.actingFor}
      onChange={(whom) => change({ actingFor: ACTING_FOR.find((one) => one === whom) ?? 'self' })}
      isRequired
    />
  );
}

export function Represented({ content, change, errorOf }: PartProps) {
  const t = useStrings(strings);
  const { represents, actingFor } = content;
  if (actingFor === 'self') return null;
  const set = (changes: Partial<Content['represents']>) => change({ represents: { ...represents, ...changes } });
  return (
    <div className={styles.two}>
      <div data-field="represents">
        <TextField
          label={t(`represents.${actingFor}`)}
          value={represents.name}
          onChange={(name) => set({ name })}
          autoComplete="off"
          isRequired
          error={errorOf('represents')}
        />
      </div>
      {actingFor !== 'family' && (
        <>
          <TextField label={t('represents.scope')} value={represents.scope} onChange={(scope) => set({ scope })} autoComplete="off" />
          <DateField label={t('represents.until')} value={represents.until} onChange={(until) => set({ until })} />
        </>
      )}
    </div>
  );
}
