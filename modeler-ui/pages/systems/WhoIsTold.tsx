/** Who hears of an outage, and the act that names somebody else. */
import { useState } from 'react';
import { Button } from '../../components/Button/Button.js';
import { useStrings } from '../../i18n/language.js';
import type { NameTold, Told } from './queries.js';
import { ToldDialog } from './ToldDialog.js';
import { strings } from './told-strings.js';

export function ToldName({ told }: { readonly told: Told }) {
  const t = useStrings(strings);
  if (told === null) return t('told.everybody');
  return told.reach === 'here' ? told.name : t(`told.${told.reach}`, { name: told.name });
}

interface NameToldButtonProps {
  readonly told: Told;
  /** Of the system or mailbox. */
  readonly name: string;
  readonly onName: NameTold;
}

export function NameToldButton({ told, name, onName }: NameToldButtonProps) {
  const t = useStrings(strings);
  const [isNaming, setNaming] = useState(false);
  return (
    <>
      <Button kind="quiet" onPress={() => setNaming(true)} aria-label={t('told.named', { system: name })}>
        {t('told')}
      </Button>
      {isNaming && <ToldDialog told={told} name={name} onName={onName} onClose={() => setNaming(false)} />}
    </>
  );
}
