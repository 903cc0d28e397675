/** Closing: the answer to the resident, how it goes out, and the very message before it is sent. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import type { FormValue } from '../../../forms/values.js';
import type { Schemas } from '../../api/schema.js';
import { Banner } from '../../components/Banner/Banner.js';
import { Button } from '../../components/Button/Button.js';
import { SelectChoice } from '../../components/ChoiceField/ChoiceField.js';
import { Facts } from '../../components/Facts/Facts.js';
import { TextArea } from '../../components/Field/Field.js';
import { useStrings } from '../../i18n/language.js';
import { knownText } from '../../i18n/strings.js';
import { strings as words } from '../../words/strings.js';
import { ClosingDocuments } from './ClosingDocuments.js';
import { REPLY_CHANNELS, toReplyChannel } from './decision.js';
import styles from './Panel.module.css';
import { strings } from './panel-strings.js';
import { approvedAnswerQuery, type Case, previewQuery, type Task } from './queries.js';
import type { FormTexts } from './shared-draft.js';
import { useSettled } from './use-settled.js';

interface ClosingPanelProps {
  readonly theCase: Case;
  readonly task: Task;
  readonly draft: FormTexts;
  readonly decision: string;
  /** As the form would send them: the outcome among them, and whether the resident knows the answer already. */
  readonly values: Readonly<Record<string, FormValue>>;
  readonly onChange: (changes: Partial<FormTexts>) => void;
}

export function ClosingPanel({ theCase, task, draft, decision, values, onChange }: ClosingPanelProps) {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const approved = useQuery(approvedAnswerQuery(theCase.classification)).data ?? '';
  const answer = useRef<HTMLDivElement>(null);
  const channel = draft.replyChannel ?? theCase.replyChannel;
  const { decision: _, outcome = null, ...rest } = values;
  const asked = {
    closingText: useSettled(draft.closingText),
    replyChannel: toReplyChannel(channel),
    answered: values.answered === true,
    decision,
    outcomeCode: outcome === null ? null : String(outcome),
    values: rest,
  };
  const preview = useQuery({ ...previewQuery(task.key, asked), placeholderData: keepPreviousData }).data;
  // What the city approved for this kind of matter, else what the model says of the outcome.
  const proposed = approved !== '' ? approved : (preview?.sentence ?? '');
  return (
    <section className={styles.panel} aria-labelledby="closing-title">
      <h3 id="closing-title">{t('closing.title')}</h3>
      {proposed !== '' && draft.closingText.trim() === '' && (
        <div className={styles.proposal}>
          <p className={styles.hint}>{t(approved !== '' ? 'closing.approved' : 'closing.sentence')}</p>
          <p className={styles.written}>{proposed}</p>
          <Button
            onPress={() => {
              onChange({ closingText: proposed });
              // The proposal goes, and its button with it.
              answer.current?.querySelector('textarea')?.focus();
            }}
          >
            {t(approved !== '' ? 'closing.insert' : 'closing.insert-sentence')}
          </Button>
        </div>
      )}
      <div ref={answer}>
        <TextArea
          label={t('closing.text')}
          description={t('closing.text.description')}
          value={draft.closingText}
          onChange={(closingText) => onChange({ closingText })}
          rows={5}
        />
      </div>
      <SelectChoice
        label={t('closing.channel')}
        choices={REPLY_CHANNELS.map((one) => ({ value: one, label: knownText(words, tWords, 'channel', one) }))}
        value={channel}
        onChange={(replyChannel) => onChange({ replyChannel })}
        isRequired
      />
      {preview !== undefined && <MessagePreview preview={preview} />}
      <ClosingDocuments theCase={theCase} />
    </section>
  );
}

function MessagePreview({ preview }: { readonly preview: Schemas['MessagePreview'] }) {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const isMessage = preview.why === 'sent' || preview.why === 'by-person';
  return (
    <section className={styles.preview} aria-labelledby="preview-title">
      <h4 id="preview-title">{t('preview.title')}</h4>
      {preview.why === 'no-address' ? (
        <Banner tone="warning">{t('preview.no-address')}</Banner>
      ) : (
        <p className={styles.hint}>{t(`preview.${preview.why}`)}</p>
      )}
      {isMessage && (
        <>
          <Facts
            facts={[
              { name: t('preview.channel'), value: knownText(words, tWords, 'channel', preview.channel) },
              { name: t('preview.to'), value: [preview.recipientName, preview.recipient].filter((part) => part !== null).join(', ') },
              { name: t('preview.subject'), value: preview.channel === 'mail' || preview.channel === 'letter' ? preview.subject : null },
            ]}
          />
          <p className={styles.written} data-message>
            {preview.text ?? t(preview.needsText === true ? 'preview.needs-text' : 'preview.sentence')}
          </p>
        </>
      )}
    </section>
  );
}
