/** What else one does with the answer: take another approved one into it, or send it while the caller listens. */
import { useState } from 'react';
import type { Classification } from '../../catalogue/classifications.js';
import { Button } from '../../components/Button/Button.js';
import { ComboBox } from '../../components/ComboBox/ComboBox.js';
import { Dialog } from '../../components/Dialog/Dialog.js';
import { useStrings } from '../../i18n/language.js';
import { SendDialog } from '../../messages/SendDialog.js';
import { sendArticle } from '../../messages/send.js';
import { type Content, reachOf } from './draft.js';
import styles from './parts.module.css';
import { strings } from './strings.js';

interface AnswerActsProps {
  readonly content: Content;
  readonly classification: Classification;
  readonly classifications: readonly Classification[];
  readonly onAdd: (article: Classification) => void;
  /** An article is on its way; `contactId` is the contact that it became. */
  readonly onSent: (contactId: string) => void;
}

export function AnswerActs({ content, classification, classifications, onAdd, onSent }: AnswerActsProps) {
  const t = useStrings(strings);
  const [open, setOpen] = useState<'add' | 'send' | null>(null);
  const close = () => setOpen(null);
  const others = classifications.filter(
    ({ code, active, approvedAnswer }) =>
      active && approvedAnswer !== '' && code !== classification.code && !content.articles.includes(code),
  );
  return (
    <div className={styles.quietActs}>
      <Button kind="quiet" onPress={() => setOpen('add')}>
        {t('article.add')}
      </Button>
      {classification.approvedAnswer !== '' && (
        <Button kind="quiet" onPress={() => setOpen('send')}>
          {t('article.send')}
        </Button>
      )}
      <Dialog title={t('article.add.title')} isOpen={open === 'add'} onClose={close}>
        <ComboBox
          label={t('article.which')}
          choices={others.map(({ code, name, keywords }) => ({ value: code, label: name, keywords }))}
          value={null}
          onChange={(code) => {
            const article = others.find((one) => one.code === code);
            if (article !== undefined) onAdd(article);
            close();
          }}
          isRequired
        />
      </Dialog>
      <SendDialog
        title={t('article.send.title', { name: classification.name })}
        isOpen={open === 'send'}
        reach={reachOf(content)}
        send={async (channel, to) => {
          const sent = await sendArticle(classification.code, channel, to, content.who.type === 'known' ? content.who.id : null);
          onSent(sent.contactId);
          return sent;
        }}
        onClose={close}
      />
    </div>
  );
}
