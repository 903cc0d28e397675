/** Handing many tasks on: where all of them can go, and why. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { SelectChoice } from '../../components/ChoiceField/ChoiceField.js';
import { Panel } from '../../components/Dialog/Dialog.js';
import { FormButtons } from '../../components/Dialog/FormButtons.js';
import { TextArea } from '../../components/Field/Field.js';
import { useStrings } from '../../i18n/language.js';
import { knownText } from '../../i18n/strings.js';
import { departmentsQuery } from '../../people/people.js';
import { strings as words } from '../../words/strings.js';
import { kindOf } from '../case/decision.js';
import { strings } from './extra-strings.js';
import type { Task } from './queries.js';
import styles from './SavedFilters.module.css';

interface BulkHandOnProps {
  readonly tasks: readonly Task[];
  readonly isPending: boolean;
  readonly onClose: () => void;
  readonly onHandOn: (decision: string, reason: string, department: string | null) => void;
}

export function BulkHandOn({ tasks, isPending, onClose, onHandOn }: BulkHandOnProps) {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const departments = useQuery(departmentsQuery).data ?? [];
  const [decision, setDecision] = useState<string | null>(null);
  const [department, setDepartment] = useState<string | null>(null);
  const [reason, setReason] = useState('');
  const [isAsked, setAsked] = useState(false);
  const targets = [...new Set(tasks.flatMap(({ actions }) => actions))].filter(
    (action) => kindOf(action, false) === 'hand-on' && tasks.every(({ actions }) => actions.includes(action)),
  );
  const isComplete = decision !== null && reason.trim() !== '' && (decision !== 'department' || department !== null);
  const submit = () => {
    setAsked(true);
    if (isComplete && !isPending) onHandOn(decision, reason.trim(), decision === 'department' ? department : null);
  };
  return (
    <Panel title={t('bulk.hand-on.title', { count: tasks.length })} isOpen onClose={onClose}>
      {targets.length === 0 ? (
        <p>{t('bulk.nowhere')}</p>
      ) : (
        <div className={styles.form}>
          <SelectChoice
            label={t('bulk.where')}
            choices={targets.map((action) => ({ value: action, label: knownText(words, tWords, 'tier', action) }))}
            value={decision}
            onChange={setDecision}
            isRequired
            error={isAsked && decision === null ? t('bulk.where.missing') : undefined}
          />
          {decision === 'department' && (
            <SelectChoice
              label={t('bulk.department')}
              choices={departments.map(({ id, name }) => ({ value: id, label: name }))}
              value={department}
              onChange={setDepartment}
              isRequired
              error={isAsked && department === null ? t('bulk.department.missing') : undefined}
            />
          )}
          <TextArea
            label={t('bulk.reason')}
            value={reason}
            onChange={setReason}
            isRequired
            error={isAsked && reason.trim() === '' ? t('bulk.reason.missing') : undefined}
          />
          <FormButtons send={t('bulk.hand-on.act')} onSend={submit} isPending={isPending} onCancel={onClose} />
        </div>
      )}
    </Panel>
  );
}
