/** The form of an outage, from the side: a new one, or one that is changed. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { classificationsQuery } from '../../catalogue/classifications.js';
import { Button } from '../../components/Button/Button.js';
import { ComboBox } from '../../components/ComboBox/ComboBox.js';
import { Panel } from '../../components/Dialog/Dialog.js';
import { FormButtons } from '../../components/Dialog/FormButtons.js';
import { CheckedDateField } from '../../components/ErrorSummary/CheckedDateField.js';
import { CheckedTextArea, CheckedTextField } from '../../components/ErrorSummary/CheckedField.js';
import { CheckedForm } from '../../components/ErrorSummary/CheckedForm.js';
import type { FormError } from '../../components/ErrorSummary/ErrorSummary.js';
import { Checkbox, TextArea } from '../../components/Field/Field.js';
import { Icon } from '../../components/Icon/Icon.js';
import { TOAST_MS, toasts } from '../../components/Toast/Toast.js';
import { useStrings } from '../../i18n/language.js';
import { faultsOf, formOf, type OutageForm, toOutage } from './form.js';
import styles from './OutagesPage.module.css';
import { keepOutage, type Outage } from './queries.js';
import { strings } from './strings.js';

interface OutageDialogProps {
  readonly edited: Outage | 'new' | null;
  readonly onClose: () => void;
}

export function OutageDialog({ edited, onClose }: OutageDialogProps) {
  const t = useStrings(strings);
  return (
    <Panel title={t(edited === 'new' ? 'form.new' : 'form.change')} isOpen={edited !== null} onClose={onClose}>
      {edited !== null && <Fields outage={edited === 'new' ? null : edited} onClose={onClose} />}
    </Panel>
  );
}

function Fields({ outage, onClose }: { readonly outage: Outage | null; readonly onClose: () => void }) {
  const t = useStrings(strings);
  const client = useQueryClient();
  const [form, setForm] = useState<OutageForm>(() => formOf(outage, new Date()));
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const set = (changes: Partial<OutageForm>) => setForm((before) => ({ ...before, ...changes }));
  const keep = useMutation({
    mutationFn: () => keepOutage(outage?.id ?? null, toOutage(form)),
    onSuccess: () => {
      toasts.add({ message: t('form.saved') }, { timeout: TOAST_MS });
      onClose();
      return client.invalidateQueries({ queryKey: ['outages'] });
    },
    onError: (error: Error) => setErrors([{ message: error.message }]),
  });
  const submit = () => {
    if (keep.isPending) return;
    const found = faultsOf(form).map((fault) => ({ field: fault, message: t(`fault.${fault}`) }));
    setErrors(found);
    if (found.length === 0) keep.mutate();
  };
  return (
    <CheckedForm errors={errors} onSubmit={submit} className={styles.form}>
      <CheckedTextField
        field="title"
        errors={errors}
        label={t('form.title')}
        value={form.title}
        onChange={(title) => set({ title })}
        isRequired
      />
      <Checkbox isSelected={form.planned} onChange={(planned) => set({ planned })}>
        {t('form.planned')}
      </Checkbox>
      <Kinds chosen={form.classifications} onChange={(classifications) => set({ classifications })} />
      <TextArea
        label={t('form.streets')}
        description={t('form.streets.description')}
        value={form.streets}
        onChange={(streets) => set({ streets })}
        rows={3}
      />
      <div className={styles.two}>
        <CheckedDateField
          field="from"
          errors={errors}
          label={t('form.from')}
          to="minute"
          value={form.from}
          onChange={(from) => set({ from })}
          isRequired
        />
        <CheckedDateField
          field="until"
          errors={errors}
          label={t('form.until')}
          description={t('form.until.description')}
          to="minute"
          value={form.until}
          onChange={(until) => set({ until })}
        />
      </div>
      <CheckedTextArea field="say" errors={errors} label={t('form.say')} value={form.say} onChange={(say) => set({ say })} isRequired />
      <FormButtons send={t('form.save')} cancel={t('form.cancel')} isPending={keep.isPending} onCancel={onClose} />
    </CheckedForm>
  );
}

interface KindsProps {
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

function Kinds({ chosen, onChange }: KindsProps) {
  const t = useStrings(strings);
  const catalogue = useQuery(classificationsQuery).data ?? [];
  const nameOf = (code: string) => catalogue.find((one) => one.code === code)?.name ?? code;
  const free = catalogue.filter(({ active, code }) => active && !chosen.includes(code));
  return (
    <>
      <ComboBox
        // Begins anew after each choice.
        key={chosen.length}
        label={t('form.kinds')}
        choices={free.map(({ code, name, keywords }) => ({ value: code, label: name, keywords }))}
        value={null}
        onChange={(code) => code !== null && onChange([...chosen, code])}
      />
      {chosen.length === 0 ? (
        <p className={styles.hint}>{t('form.kinds.none')}</p>
      ) : (
        <ul className={styles.chosen} aria-label={t('form.kinds.chosen')}>
          {chosen.map((code) => (
            <li key={code}>
              <Button
                onPress={() => onChange(chosen.filter((one) => one !== code))}
                aria-label={t('form.kinds.remove', { name: nameOf(code) })}
              >
                {nameOf(code)} <Icon name="close" />
              </Button>
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
