/** Checks everything: says how far it is, then what was checked, what was wrong, what could not be checked. Closing it ends the check. */
import { useEffect, useState } from 'react';
import { readLines } from '../../api/lines.js';
import type { Schemas } from '../../api/schema.js';
import { Button } from '../../components/Button/Button.js';
import { Dialog } from '../../components/Dialog/Dialog.js';
import { Verdict } from '../../components/Verdict/Verdict.js';
import { useStrings } from '../../i18n/language.js';
import styles from './AuditCasesPage.module.css';
import { strings } from './strings.js';

type Line =
  | { readonly type: 'progress'; readonly journal: { readonly entries: number }; readonly engine: { readonly rows: number } }
  | ({ readonly type: 'verdict' } & Schemas['Verdict']);

type State =
  | { readonly type: 'running'; readonly entries: number; readonly rows: number }
  | { readonly type: 'done'; readonly verdict: Schemas['Verdict'] }
  | { readonly type: 'cut-off' };

const BEGUN: State = { type: 'running', entries: 0, rows: 0 };

export function VerifyAll() {
  const t = useStrings(strings);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button onPress={() => setOpen(true)}>{t('verify-all')}</Button>
      <Dialog title={t('verify-all')} isOpen={isOpen} onClose={() => setOpen(false)}>
        <Verification />
      </Dialog>
    </>
  );
}

function Verification() {
  const t = useStrings(strings);
  const [state, setState] = useState<State>(BEGUN);
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt begins anew
  useEffect(() => {
    const left = new AbortController();
    verify(left.signal, setState).catch(() => {
      if (!left.signal.aborted) setState({ type: 'cut-off' });
    });
    return () => left.abort();
  }, [attempt]);
  const again = () => {
    setState(BEGUN);
    setAttempt(attempt + 1);
  };
  switch (state.type) {
    case 'running':
      return <p role="status">{t('verify.progress', { entries: state.entries, rows: state.rows })}</p>;
    case 'done':
      return <Verdict verdict={state.verdict} />;
    case 'cut-off':
      return (
        <div className={styles.dialog}>
          <p role="alert">{t('verify.cut-off')}</p>
          <Button onPress={again}>{t('verify.again')}</Button>
        </div>
      );
  }
}

async function verify(signal: AbortSignal, say: (state: State) => void): Promise<void> {
  for await (const line of readLines<Line>('/api/v1/verify', signal)) {
    if (line.type === 'progress') say({ type: 'running', entries: line.journal.entries, rows: line.engine.rows });
    else return say({ type: 'done', verdict: line });
  }
  // An answer that ends without a verdict was cut off.
  say({ type: 'cut-off' });
}
