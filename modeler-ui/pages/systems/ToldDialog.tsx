/** Who is told when a system or a mailbox doesn't answer: one person, or every administrator. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ComboBox } from '../../components/ComboBox/ComboBox.js';
import { Dialog } from '../../components/Dialog/Dialog.js';
import { FormButtons } from '../../components/Dialog/FormButtons.js';
import { CheckedForm } from '../../components/ErrorSummary/CheckedForm.js';
import type { FormError } from '../../components/ErrorSummary/ErrorSummary.js';
import { Loading } from '../../components/Loading/Loading.js';
import { useStrings } from '../../i18n/language.js';
import { peopleQuery } from '../../people/people.js';
import { mailboxesQuery, type NameTold, systemsQuery, type Told } from './queries.js';
import styles from './SystemsPage.module.css';
import { strings } from './told-strings.js';

/** No login has this sign. */
const EVERYBODY = '*';

interface ToldDialogProps {
  readonly told: Told;
  /** Of the system or mailbox. */
  readonly name: string;
  readonly onName: NameTold;
  readonly onClose: () => void;
}

export function ToldDialog({ told, name, onName, onClose }: ToldDialogProps) {
  const t = useStrings(strings);
  const client = useQueryClient();
  const people = useQuery(peopleQuery);
  const [chosen, setChosen] = useState<string | null>(told?.login ?? EVERYBODY);
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const save = useMutation({
    mutationFn: (login: string) => onName(login === EVERYBODY ? null : login),
    onSuccess: () => {
      for (const { queryKey } of [systemsQuery, mailboxesQuery]) void client.invalidateQueries({ queryKey });
      onClose();
    },
    onError: (error) => setErrors([{ message: t('told.failed', { why: error.message }) }]),
  });
  const submit = () => {
    setErrors(chosen === null ? [{ field: 'told', message: t('told.missing') }] : []);
    if (chosen !== null && !save.isPending) save.mutate(chosen);
  };
  return (
    <Dialog title={t('told.named', { system: name })} isOpen onClose={onClose}>
      {people.data === undefined ? (
        <Loading of={people} lines={3} />
      ) : (
        <CheckedForm errors={errors} onSubmit={submit} className={styles.form}>
          <p>{t('told.means')}</p>
          <div data-field="told">
            <ComboBox
              label={t('told.who')}
              choices={[
                { value: EVERYBODY, label: t('told.everybody') },
                ...people.data
                  .filter(({ active, login }) => active || login === told?.login)
                  .map(({ login, name: label }) => ({ value: login, label, keywords: [login] })),
              ]}
              value={chosen}
              onChange={setChosen}
              isRequired
              error={errors.find(({ field }) => field === 'told')?.message}
            />
          </div>
          <FormButtons send={t('told.save')} isPending={save.isPending} onCancel={onClose} />
        </CheckedForm>
      )}
    </Dialog>
  );
}
