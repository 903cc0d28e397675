/** Which codes the system knows: as it says, or as somebody writes them down where it can't. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../components/Button/Button.js';
import { Disclosure } from '../../components/Disclosure/Disclosure.js';
import { TextArea } from '../../components/Field/Field.js';
import { TOAST_MS, toasts } from '../../components/Toast/Toast.js';
import { useStrings } from '../../i18n/language.js';
import styles from './CodesPage.module.css';
import { type CodeKind, type CodeTable, writeCodes } from './queries.js';
import { strings } from './strings.js';
import { useSystemName } from './use-system-name.js';

export function KnownCodes({ table }: { readonly table: CodeTable }) {
  const t = useStrings(strings);
  const system = useSystemName(table.system);
  const kinds: readonly CodeKind[] = table.system === 'crm' ? ['status', 'outcome'] : ['outcome'];
  return (
    <Disclosure title={t('known', { system })}>
      {kinds.map((kind) => {
        const { codes, source } = table.known[kind];
        return source === 'said' ? (
          <p key={kind}>{t('known.said', { system, kind: t(`kind.${kind}`), codes: (codes ?? []).join(', ') })}</p>
        ) : (
          <CodeList key={`${kind} ${(codes ?? []).join()}`} system={table.system} name={system} kind={kind} codes={codes ?? []} />
        );
      })}
    </Disclosure>
  );
}

interface CodeListProps {
  readonly system: CodeTable['system'];
  readonly name: string;
  readonly kind: CodeKind;
  readonly codes: readonly string[];
}

function CodeList({ system, name, kind, codes }: CodeListProps) {
  const t = useStrings(strings);
  const client = useQueryClient();
  const [typed, setTyped] = useState(codes.join('\n'));
  const save = useMutation({
    mutationFn: () =>
      writeCodes(
        system,
        kind,
        typed
          .split('\n')
          .map((line) => line.trim())
          .filter((line) => line !== ''),
      ),
    onSuccess: () => toasts.add({ message: t('known.saved') }, { timeout: TOAST_MS }),
    onError: (error) => toasts.add({ message: t('failed', { why: error.message }) }),
    onSettled: () => client.invalidateQueries({ queryKey: ['code-tables'] }),
  });
  const words = { kind: t(`kind.${kind}`), system: name };
  return (
    <div className={`${styles.part} ${styles.list}`}>
      <TextArea label={t('known.list', words)} description={t('known.list.means', words)} value={typed} onChange={setTyped} />
      <div className={styles.acts}>
        <Button onPress={() => save.mutate()} isPending={save.isPending}>
          {t('known.save', words)}
        </Button>
      </div>
    </div>
  );
}
