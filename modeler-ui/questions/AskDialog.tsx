/** "Zapytaj kolegę": whom, and what. The case stays where it is. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { ComboBox } from '../components/ComboBox/ComboBox.js';
import { Panel } from '../components/Dialog/Dialog.js';
import { FormButtons } from '../components/Dialog/FormButtons.js';
import { TextArea } from '../components/Field/Field.js';
import { TOAST_MS, toasts } from '../components/Toast/Toast.js';
import { useStrings } from '../i18n/language.js';
import { knownText } from '../i18n/strings.js';
import { departmentsQuery, peopleQuery } from '../people/people.js';
import { useSession } from '../session/session.js';
import { strings as words } from '../words/strings.js';
import styles from './Questions.module.css';
import { askColleague } from './queries.js';
import { strings } from './strings.js';

const LINES = ['front-office', 'line-1', 'line-2'] as const;
const DESK: readonly string[] = [...LINES, 'department'];

interface AskDialogProps {
  readonly number: string;
  readonly onClose: () => void;
  readonly onAsked: () => unknown;
}

/** `login:`, `tier:` or `unit:` before the code, so that one list holds people and units. */
function toWhom(choice: string): Parameters<typeof askColleague>[1]['to'] | null {
  const [kind, code = ''] = choice.split(/:(.*)/);
  if (kind === 'login') return { login: code };
  if (kind === 'unit') return { tier: 'department', department: code };
  const tier = LINES.find((one) => one === code);
  return tier === undefined ? null : { tier };
}

export function AskDialog({ number, onClose, onAsked }: AskDialogProps) {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const { person: me } = useSession();
  const people = useQuery(peopleQuery).data ?? [];
  const departments = useQuery(departmentsQuery).data ?? [];
  const [whom, setWhom] = useState<string | null>(null);
  const [text, setText] = useState('');
  const [isAsked, setAsked] = useState(false);
  const to = whom === null ? null : toWhom(whom);
  const choices = [
    ...people
      .filter(({ active, login, roles }) => active && login !== me.login && roles.some((role) => DESK.includes(role)))
      .map(({ login, name }) => ({ value: `login:${login}`, label: name })),
    ...LINES.map((tier) => ({ value: `tier:${tier}`, label: t('whom.tier', { tier: knownText(words, tWords, 'tier', tier) }) })),
    ...departments.map(({ id, name }) => ({ value: `unit:${id}`, label: name })),
  ];
  const ask = useMutation({
    mutationFn: (body: Parameters<typeof askColleague>[1]) => askColleague(number, body),
    onSuccess: () => {
      toasts.add({ message: t('asked') }, { timeout: TOAST_MS });
      onClose();
      return onAsked();
    },
  });
  const submit = () => {
    setAsked(true);
    if (to !== null && text.trim() !== '' && !ask.isPending) ask.mutate({ question: text.trim(), to });
  };
  const isDepartment =
    whom !== null &&
    (whom.startsWith('unit:') ||
      people.some(({ login, roles }) => whom === `login:${login}` && roles.every((role) => role === 'department')));
  return (
    <Panel title={t('ask')} isOpen onClose={onClose}>
      <div className={styles.form}>
        <p className={styles.meta}>{t('ask.about')}</p>
        <ComboBox
          label={t('ask.whom')}
          choices={choices}
          value={whom}
          onChange={setWhom}
          isRequired
          error={isAsked && to === null ? t('ask.whom.missing') : undefined}
        />
        {isDepartment && <p className={styles.meta}>{t('ask.department')}</p>}
        <TextArea
          label={t('ask.text')}
          value={text}
          onChange={setText}
          rows={4}
          isRequired
          error={isAsked && text.trim() === '' ? t('ask.text.missing') : ask.isError ? ask.error.message : undefined}
        />
        <FormButtons send={t('ask.send')} onSend={submit} isPending={ask.isPending} onCancel={onClose} />
      </div>
    </Panel>
  );
}
