/** Adds or changes a person: name, roles, unit, password; or takes the access away. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { LEAST_PASSWORD } from '../../../forms/least.js';
import { Button } from '../../components/Button/Button.js';
import { SelectChoice } from '../../components/ChoiceField/ChoiceField.js';
import { Dialog } from '../../components/Dialog/Dialog.js';
import { FormButtons } from '../../components/Dialog/FormButtons.js';
import { CheckedTextField } from '../../components/ErrorSummary/CheckedField.js';
import { CheckedForm } from '../../components/ErrorSummary/CheckedForm.js';
import type { FormError } from '../../components/ErrorSummary/ErrorSummary.js';
import { errorsOf } from '../../components/ErrorSummary/errors-of.js';
import { Checkbox, PasswordField } from '../../components/Field/Field.js';
import { TOAST_MS, toasts } from '../../components/Toast/Toast.js';
import { useStrings } from '../../i18n/language.js';
import { strings as words } from '../../words/strings.js';
import styles from './PeoplePage.module.css';
import { addPerson, changePerson, type Person, type Unit } from './queries.js';
import { strings } from './strings.js';

const ROLES = ['front-office', 'line-1', 'line-2', 'department', 'owner', 'auditor', 'admin'] as const;
type Role = (typeof ROLES)[number];
/** Words of its own: no unit. */
const NONE = '';

interface PersonDialogProps {
  /** null: a new one. */
  readonly person: Person | null;
  readonly units: readonly Unit[];
  readonly onClose: () => void;
}

export function PersonDialog({ person, units, onClose }: PersonDialogProps) {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const client = useQueryClient();
  const [login, setLogin] = useState(person?.login ?? '');
  const [name, setName] = useState(person?.name ?? '');
  const [email, setEmail] = useState(person?.email ?? '');
  const [password, setPassword] = useState('');
  const [roles, setRoles] = useState<readonly Role[]>(person?.roles ?? []);
  const [unit, setUnit] = useState(person?.unit ?? NONE);
  const [isLead, setLead] = useState(person?.tierLead ?? false);
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const done = (message: string) => {
    void client.invalidateQueries({ queryKey: ['people'] });
    toasts.add({ message }, { timeout: TOAST_MS });
    onClose();
  };
  const told = (error: Error) => setErrors(errorsOf(error, t('failed', { why: error.message })));
  const save = useMutation({
    mutationFn: () => {
      const body = {
        name,
        email: email.trim() === '' ? null : email.trim(),
        roles: [...roles],
        unit: unit === NONE ? null : unit,
        tierLead: isLead,
      };
      if (person === null) return addPerson({ ...body, login, password });
      return changePerson(person.login, password === '' ? body : { ...body, password });
    },
    onSuccess: () => done(t('saved', { name })),
    onError: told,
  });
  const setActive = useMutation({
    mutationFn: (active: boolean) => changePerson(person?.login ?? '', { active }),
    onSuccess: (_, active) => done(t(active ? 'saved' : 'deactivated', { name })),
    onError: told,
  });
  const submit = () => {
    const missing: FormError[] = [
      ...(login.trim() === '' ? [{ field: 'login', message: t('login.missing') }] : []),
      ...(name.trim() === '' ? [{ field: 'name', message: t('person.name.missing') }] : []),
      ...((person === null || password !== '') && password.length < LEAST_PASSWORD
        ? [{ field: 'password', message: t('password.short') }]
        : []),
      ...(roles.length === 0 ? [{ field: 'roles', message: t('roles.missing') }] : []),
    ];
    setErrors(missing);
    if (missing.length === 0 && !save.isPending) save.mutate();
  };
  const errorOf = (field: string) => errors.find((error) => error.field === field)?.message;
  return (
    <Dialog
      title={person === null ? t('person.new') : t('person.change', { name: person.name, login: person.login })}
      isOpen
      onClose={onClose}
    >
      <CheckedForm errors={errors} onSubmit={submit} className={styles.form}>
        {person === null && (
          <CheckedTextField
            field="login"
            errors={errors}
            label={t('login')}
            description={t('login.description')}
            value={login}
            onChange={setLogin}
            autoComplete="off"
            isRequired
          />
        )}
        <CheckedTextField field="name" errors={errors} label={t('name')} value={name} onChange={setName} autoComplete="off" isRequired />
        <CheckedTextField
          field="email"
          errors={errors}
          label={t('email')}
          type="email"
          value={email}
          onChange={setEmail}
          autoComplete="off"
        />
        <fieldset className={styles.roles} data-field="roles" aria-describedby={errorOf('roles') === undefined ? undefined : 'roles-error'}>
          <legend>{t('roles')}</legend>
          {ROLES.map((role) => (
            <Checkbox
              key={role}
              isSelected={roles.includes(role)}
              onChange={(isOn) => setRoles(ROLES.filter((one) => (one === role ? isOn : roles.includes(one))))}
            >
              {tWords(`role.${role}`)}
            </Checkbox>
          ))}
          {errorOf('roles') !== undefined && <p id="roles-error">{errorOf('roles')}</p>}
        </fieldset>
        <Checkbox isSelected={isLead} onChange={setLead}>
          {t('tier-lead')}
        </Checkbox>
        <div data-field="unit">
          <SelectChoice
            label={t('unit')}
            isRequired
            choices={[
              { value: NONE, label: t('unit.none') },
              ...units.filter(({ id, active }) => active || id === unit).map(({ id, name: label }) => ({ value: id, label })),
            ]}
            value={unit}
            onChange={setUnit}
            error={errorOf('unit')}
          />
        </div>
        <div data-field="password">
          <PasswordField
            label={t(person === null ? 'password' : 'password.new')}
            description={t(person === null ? 'password.description' : 'password.keep')}
            value={password}
            onChange={setPassword}
            autoComplete="new-password"
            error={errorOf('password')}
          />
        </div>
        <FormButtons send={t('save')} isPending={save.isPending} onCancel={onClose} />
        {person !== null && (
          <div className={styles.danger}>
            {person.active ? (
              <>
                <p>{t('deactivate.about')}</p>
                <Button kind="danger" onPress={() => setActive.mutate(false)} isPending={setActive.isPending}>
                  {t('deactivate')}
                </Button>
              </>
            ) : (
              <Button onPress={() => setActive.mutate(true)} isPending={setActive.isPending}>
                {t('activate')}
              </Button>
            )}
          </div>
        )}
      </CheckedForm>
    </Dialog>
  );
}
