/** Begins a case type from a template or a file: never from an empty canvas. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { useLocation } from 'wouter';
import { Button } from '../../components/Button/Button.js';
import { RadioChoice } from '../../components/ChoiceField/ChoiceField.js';
import { Dialog } from '../../components/Dialog/Dialog.js';
import { FormButtons } from '../../components/Dialog/FormButtons.js';
import { TextField } from '../../components/Field/Field.js';
import { useStrings } from '../../i18n/language.js';
import { decodeXml } from '../modeler/xml/decode.js';
import styles from './CaseTypesPage.module.css';
import { type Beginning, beginDraft, caseTypesQuery } from './queries.js';
import { strings } from './strings.js';

const WAYS = ['three-tier', 'information', 'field-intervention', 'file'] as const;
type Way = (typeof WAYS)[number];

interface ChosenFile {
  readonly name: string;
  /** undefined: the bytes don't fit the encoding that the file declares. */
  readonly xml: string | undefined;
}

export function NewCaseType({ onClose }: { readonly onClose: () => void }) {
  const t = useStrings(strings);
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const [way, setWay] = useState<Way>('three-tier');
  const [name, setName] = useState('');
  const [file, setFile] = useState<ChosenFile>();
  const [isChecked, setChecked] = useState(false);
  const begin = useMutation({
    mutationFn: (body: Beginning) => beginDraft(body),
    onSuccess: ({ id }) => {
      void client.invalidateQueries({ queryKey: caseTypesQuery.queryKey });
      navigate(`/case-types/${encodeURIComponent(id)}`);
    },
  });
  const fileError = () => {
    if (way !== 'file' || !isChecked) return undefined;
    if (file === undefined) return t('new.file.missing');
    return file.xml === undefined ? t('new.file.unreadable') : undefined;
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setChecked(true);
    const given = name.trim();
    if (given === '') return;
    if (way !== 'file') begin.mutate({ from: 'template', template: way, name: given });
    else if (file?.xml !== undefined) begin.mutate({ from: 'file', fileName: given, name: given, xml: file.xml });
  };
  const choose = async (chosen: File | undefined) => {
    if (chosen === undefined) return;
    const bytes = new Uint8Array(await chosen.arrayBuffer());
    setChecked(true);
    setFile({ name: chosen.name, xml: decoded(bytes) });
    if (name.trim() === '') setName(chosen.name.replace(/\.\w+$/, ''));
  };
  return (
    <Dialog title={t('new.title')} isOpen onClose={onClose}>
      <form className={styles.form} onSubmit={submit} noValidate>
        <RadioChoice
          label={t('new.from')}
          isRequired
          value={way}
          choices={WAYS.map((value) => ({ value, label: t(`new.${value}`) }))}
          onChange={(value) => setWay(value as Way)}
        />
        {way === 'file' && (
          <div className={styles.file}>
            <FileTrigger acceptedFileTypes={['.bpmn', '.xml']} onSelect={(files) => void choose(files?.[0])}>
              <Button>{t('new.choose-file')}</Button>
            </FileTrigger>
            {file !== undefined && <span>{t('new.chosen-file', { name: file.name })}</span>}
            {fileError() !== undefined && (
              <p role="alert" className={styles.error}>
                {fileError()}
              </p>
            )}
          </div>
        )}
        <TextField
          label={t('new.name')}
          description={t('new.name.help')}
          isRequired
          value={name}
          onChange={setName}
          error={isChecked && name.trim() === '' ? t('new.name.missing') : undefined}
        />
        {begin.isError && (
          <p role="alert" className={styles.error}>
            {begin.error.message}
          </p>
        )}
        <FormButtons send={t('new.act')} isPending={begin.isPending} onCancel={onClose} />
      </form>
    </Dialog>
  );
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return decodeXml(bytes);
  } catch {
    return undefined;
  }
}
