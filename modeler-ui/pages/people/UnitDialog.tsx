/** Adds or changes a unit: what colleagues see of it when they hand a case on. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { UNIT_SYMBOL } from '../../../forms/file-numbers.js';
import { UNIT_ID } from '../../../forms/unit-id.js';
import { RadioChoice, SelectChoice } from '../../components/ChoiceField/ChoiceField.js';
import { Dialog } from '../../components/Dialog/Dialog.js';
import { FormButtons } from '../../components/Dialog/FormButtons.js';
import { CheckedTextField } from '../../components/ErrorSummary/CheckedField.js';
import { CheckedForm } from '../../components/ErrorSummary/CheckedForm.js';
import type { FormError } from '../../components/ErrorSummary/ErrorSummary.js';
import { errorsOf } from '../../components/ErrorSummary/errors-of.js';
import { Checkbox, TextArea, TextField } from '../../components/Field/Field.js';
import { TOAST_MS, toasts } from '../../components/Toast/Toast.js';
import { useStrings } from '../../i18n/language.js';
import styles from './PeoplePage.module.css';
import { freshPeopleQuery, putUnit, type Unit } from './queries.js';
import { strings } from './strings.js';

const KINDS = ['contact-centre', 'department'] as const;
const NONE = '';

const NEW: Unit = {
  id: '',
  name: '',
  kind: 'department',
  hours: '',
  phone: '',
  symbol: '',
  competence: '',
  substituteUnit: null,
  head: null,
  active: true,
};

interface UnitDialogProps {
  /** null: a new one. */
  readonly unit: Unit | null;
  readonly units: readonly Unit[];
  readonly onClose: () => void;
}

export function UnitDialog({ unit, units, onClose }: UnitDialogProps) {
  const t = useStrings(strings);
  const client = useQueryClient();
  const people = useQuery(freshPeopleQuery).data ?? [];
  const [written, setWritten] = useState<Unit>(unit ?? NEW);
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const write = (changes: Partial<Unit>) => setWritten({ ...written, ...changes });
  const save = useMutation({
    mutationFn: () => putUnit(written),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['units'] });
      toasts.add({ message: t('saved', { name: written.name }) }, { timeout: TOAST_MS });
      onClose();
    },
    onError: (error) => setErrors(errorsOf(error, t('failed', { why: error.message }))),
  });
  const idError = () => {
    if (unit !== null) return [];
    if (written.id === '') return [{ field: 'id', message: t('unit.id.missing') }];
    const same = units.find(({ id }) => id === written.id);
    if (same !== undefined) return [{ field: 'id', message: t('unit.id.taken', { name: same.name }) }];
    return UNIT_ID.test(written.id) ? [] : [{ field: 'id', message: t('unit.id.wrong') }];
  };
  const submit = () => {
    const missing: FormError[] = [
      ...idError(),
      ...(written.name.trim() === '' ? [{ field: 'name', message: t('name.missing') }] : []),
      ...(UNIT_SYMBOL.test((written.symbol ?? '').trim()) ? [] : [{ field: 'symbol', message: t('unit.symbol.wrong') }]),
    ];
    setErrors(missing);
    if (missing.length === 0 && !save.isPending) save.mutate();
  };
  return (
    <Dialog title={t(unit === null ? 'unit.new' : 'unit.change')} isOpen onClose={onClose}>
      <CheckedForm errors={errors} onSubmit={submit} className={styles.form}>
        {unit === null && (
          <CheckedTextField
            field="id"
            errors={errors}
            label={t('unit.id')}
            description={t('unit.id.description')}
            value={written.id}
            onChange={(id) => write({ id: id.trim() })}
            isRequired
          />
        )}
        <CheckedTextField
          field="name"
          errors={errors}
          label={t('unit.name')}
          value={written.name}
          onChange={(name) => write({ name })}
          isRequired
        />
        <RadioChoice
          label={t('unit.kind')}
          choices={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
          value={written.kind}
          onChange={(value) => write({ kind: KINDS.find((kind) => kind === value) ?? written.kind })}
        />
        <TextField label={t('unit.hours')} value={written.hours} onChange={(hours) => write({ hours })} />
        <TextField label={t('unit.phone')} type="tel" value={written.phone} onChange={(phone) => write({ phone })} />
        <CheckedTextField
          field="symbol"
          errors={errors}
          label={t('unit.symbol')}
          description={t('unit.symbol.description')}
          value={written.symbol ?? ''}
          onChange={(symbol) => write({ symbol: symbol.toUpperCase() })}
        />
        <TextArea label={t('unit.competence')} rows={2} value={written.competence} onChange={(competence) => write({ competence })} />
        <SelectChoice
          label={t('unit.substitute')}
          isRequired
          choices={[
            { value: NONE, label: t('unit.none') },
            ...units.filter(({ id, active }) => active && id !== written.id).map(({ id, name: label }) => ({ value: id, label })),
          ]}
          value={written.substituteUnit ?? NONE}
          onChange={(value) => write({ substituteUnit: value === NONE ? null : value })}
        />
        <SelectChoice
          label={t('unit.head')}
          isRequired
          choices={[
            { value: NONE, label: t('unit.none') },
            ...people
              .filter(({ active, unit: of }) => active && of === written.id)
              .map(({ login, name }) => ({ value: login, label: name })),
          ]}
          value={written.head ?? NONE}
          onChange={(value) => write({ head: value === NONE ? null : value })}
        />
        <Checkbox isSelected={written.active} onChange={(active) => write({ active })}>
          {t('unit.active')}
        </Checkbox>
        <FormButtons send={t('save')} isPending={save.isPending} onCancel={onClose} />
      </CheckedForm>
    </Dialog>
  );
}
