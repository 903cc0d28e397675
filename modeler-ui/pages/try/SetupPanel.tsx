/** With which example a rehearsal begins: the matter, how it came, where it enters, how the resident wants the answer. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { classificationsQuery } from '../../catalogue/classifications.js';
import { SelectChoice } from '../../components/ChoiceField/ChoiceField.js';
import { ComboBox } from '../../components/ComboBox/ComboBox.js';
import { Panel } from '../../components/Dialog/Dialog.js';
import { FormButtons } from '../../components/Dialog/FormButtons.js';
import { useStrings } from '../../i18n/language.js';
import { knownText } from '../../i18n/strings.js';
import { strings as words } from '../../words/strings.js';
import { TIERS } from '../../words/tiers.js';
import { REPLY_CHANNELS } from '../case/decision.js';
import type { Setup } from './queries.js';
import { strings } from './strings.js';

const CHANNELS = ['phone', 'counter', 'letter', 'mail', 'web', 'chat', 'sms', 'fax'] as const;
const BY_MODEL = 'model';

interface SetupPanelProps {
  readonly setup: Setup;
  readonly onBegin: (setup: Setup) => void;
  readonly onClose: () => void;
}

export function SetupPanel({ setup, onBegin, onClose }: SetupPanelProps) {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const catalogue = useQuery(classificationsQuery);
  const [chosen, setChosen] = useState(setup);
  const change = (part: Setup) => setChosen((before) => ({ ...before, ...part }));
  const channels = <Code extends string>(codes: readonly Code[]) =>
    codes.map((value) => ({ value, label: knownText(words, tWords, 'channel', value) }));
  return (
    <Panel isOpen title={t('setup')} onClose={onClose}>
      <p>{t('setup.about')}</p>
      <ComboBox
        label={t('setup.classification')}
        isRequired
        value={chosen.classification ?? null}
        choices={(catalogue.data ?? []).map(({ code, name, keywords }) => ({ value: code, label: name, keywords }))}
        onChange={(classification) => classification !== null && change({ classification })}
      />
      <SelectChoice
        label={t('setup.channel')}
        isRequired
        value={chosen.channel ?? 'phone'}
        choices={channels(CHANNELS)}
        onChange={(value) => change({ channel: CHANNELS.find((one) => one === value) ?? 'phone' })}
      />
      <SelectChoice
        label={t('setup.tier')}
        isRequired
        value={chosen.entryTier ?? BY_MODEL}
        choices={[
          { value: BY_MODEL, label: t('setup.tier.model') },
          ...TIERS.map((value) => ({ value, label: knownText(words, tWords, 'tier', value) })),
        ]}
        onChange={(value) => change({ entryTier: value === BY_MODEL ? null : value })}
      />
      <SelectChoice
        label={t('setup.reply')}
        isRequired
        value={chosen.replyChannel ?? 'mail'}
        choices={channels(REPLY_CHANNELS)}
        onChange={(value) => change({ replyChannel: REPLY_CHANNELS.find((one) => one === value) ?? 'mail' })}
      />
      <FormButtons send={t('setup.begin')} onSend={() => onBegin(chosen)} cancel={t('setup.keep')} onCancel={onClose} />
    </Panel>
  );
}
