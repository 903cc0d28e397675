/** A person's own filters with how much each finds, and saving the one that is set. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../components/Button/Button.js';
import { Dialog } from '../../components/Dialog/Dialog.js';
import { FormButtons } from '../../components/Dialog/FormButtons.js';
import { TextField } from '../../components/Field/Field.js';
import { Icon } from '../../components/Icon/Icon.js';
import { TOAST_MS, toasts } from '../../components/Toast/Toast.js';
import { useLanguage, useStrings } from '../../i18n/language.js';
import { strings } from './extra-strings.js';
import { isNarrowed, type QueueFilters } from './filters.js';
import { removeFilter, type SavedFilter, savedFiltersQuery, saveFilter } from './queries.js';
import styles from './SavedFilters.module.css';

interface SavedFiltersProps {
  readonly filters: QueueFilters;
  readonly onChoose: (filters: QueueFilters) => void;
}

export function SavedFilters({ filters, onChoose }: SavedFiltersProps) {
  const t = useStrings(strings);
  const { language } = useLanguage();
  const client = useQueryClient();
  const saved = useQuery(savedFiltersQuery).data ?? [];
  const [isNaming, setNaming] = useState(false);
  const read = () => client.invalidateQueries({ queryKey: savedFiltersQuery.queryKey });
  const remove = useMutation({
    mutationFn: removeFilter,
    onSuccess: () => toasts.add({ message: t('saved.removed') }, { timeout: TOAST_MS }),
    onError: (error) => toasts.add({ message: error.message }),
    onSettled: read,
  });
  const isSet = (one: SavedFilter) =>
    one.view === filters.view && one.unassigned === filters.isFree && one.classification === filters.classification;
  const canSave = isNarrowed(filters) && !saved.some(isSet);
  if (saved.length === 0 && !canSave) return null;
  return (
    <div className={styles.saved}>
      {saved.length > 0 && (
        <ul className={styles.list} aria-label={t('saved')}>
          {saved.map((one) => (
            <li key={one.id} className={styles.one}>
              <Button
                kind={isSet(one) ? 'secondary' : 'quiet'}
                aria-pressed={isSet(one)}
                onPress={() => onChoose({ view: one.view, isFree: one.unassigned, classification: one.classification })}
              >
                {one.name} <span className={styles.count}>{one.count.toLocaleString(language)}</span>
              </Button>
              {isSet(one) && (
                <Button kind="quiet" onPress={() => remove.mutate(one.id)} aria-label={t('saved.remove', { name: one.name })}>
                  <Icon name="close" />
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {canSave && (
        <Button kind="quiet" onPress={() => setNaming(true)}>
          {t('saved.save')}
        </Button>
      )}
      {isNaming && <Naming filters={filters} onClose={() => setNaming(false)} onSaved={() => void read()} />}
    </div>
  );
}

interface NamingProps {
  readonly filters: QueueFilters;
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

function Naming({ filters, onClose, onSaved }: NamingProps) {
  const t = useStrings(strings);
  const [name, setName] = useState('');
  const [isMissing, setMissing] = useState(false);
  const save = useMutation({
    mutationFn: () => saveFilter(name.trim(), filters),
    onSuccess: () => {
      onSaved();
      onClose();
    },
  });
  const submit = () => {
    setMissing(name.trim() === '');
    if (name.trim() !== '' && !save.isPending) save.mutate();
  };
  return (
    <Dialog title={t('saved.save')} isOpen onClose={onClose}>
      <form
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <TextField
          label={t('saved.name')}
          value={name}
          onChange={setName}
          maxLength={60}
          isRequired
          autoFocus
          error={isMissing ? t('saved.name.missing') : save.isError ? save.error.message : undefined}
        />
        <FormButtons send={t('saved.save')} isPending={save.isPending} onCancel={onClose} />
      </form>
    </Dialog>
  );
}
