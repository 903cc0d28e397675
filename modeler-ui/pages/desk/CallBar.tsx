/** Above the conversation: its channel, how long it has been going on, whether it is kept, and what to do with it unfinished. */
import { useEffect, useState } from 'react';
import { Button } from '../../components/Button/Button.js';
import { SelectChoice } from '../../components/ChoiceField/ChoiceField.js';
import { Dialog, DialogButtons } from '../../components/Dialog/Dialog.js';
import { useStrings } from '../../i18n/language.js';
import { strings as words } from '../../words/strings.js';
import styles from './CallBar.module.css';
import { type Channel, type Draft, isBlank } from './draft.js';
import { strings } from './strings.js';
import type { Kept } from './use-desk.js';

const CHANNELS = ['phone', 'counter', 'chat', 'mail', 'letter', 'web', 'sms', 'fax'] as const satisfies readonly Channel[];

interface CallBarProps {
  readonly draft: Draft;
  readonly kept: Kept;
  readonly onChannel: (channel: Channel) => void;
  readonly onPark: () => void;
  readonly onThrowAway: () => void;
}

export function CallBar({ draft, kept, onChannel, onPark, onThrowAway }: CallBarProps) {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const [isAsking, setAsking] = useState(false);
  const isEmpty = isBlank(draft);
  return (
    <div className={styles.bar}>
      <div className={styles.channel}>
        <SelectChoice
          label={t('channel')}
          choices={CHANNELS.map((channel) => ({ value: channel, label: tWords(`channel.${channel}`) }))}
          value={draft.content.channel}
          onChange={(chosen) => onChannel(CHANNELS.find((one) => one === chosen) ?? 'phone')}
          isRequired
        />
      </div>
      <CallTimer since={draft.startedAt} />
      <span className={styles.kept}>{isEmpty ? '' : t(`kept.${kept}`)}</span>
      <div className={styles.acts}>
        <Button onPress={onPark} isDisabled={isEmpty}>
          {t('park')}
        </Button>
        <Button kind="quiet" onPress={() => setAsking(true)} isDisabled={isEmpty}>
          {t('throw-away')}
        </Button>
      </div>
      <Dialog title={t('throw-away.title')} isOpen={isAsking} onClose={() => setAsking(false)}>
        <p>{t('throw-away.text')}</p>
        <DialogButtons>
          <Button
            kind="danger"
            onPress={() => {
              setAsking(false);
              onThrowAway();
            }}
          >
            {t('throw-away')}
          </Button>
          <Button onPress={() => setAsking(false)}>{t('throw-away.no')}</Button>
        </DialogButtons>
      </Dialog>
    </div>
  );
}

const SECOND_MS = 1_000;

/** Shown, not announced: a clock that speaks would talk over the caller. */
function CallTimer({ since }: { readonly since: string }) {
  const t = useStrings(strings);
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), SECOND_MS);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.floor((now - Date.parse(since)) / SECOND_MS));
  const shown = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return (
    <div className={styles.timer}>
      <span className={styles.name}>{t('timer')}</span>
      <time dateTime={`PT${seconds}S`}>{shown}</time>
    </div>
  );
}
