/** `Ctrl+K`: one box that finds everything one may see, and goes there. Arrow keys move, Enter goes, the focus stays in the box. */
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  Button as AriaButton,
  Autocomplete,
  Header,
  Input,
  Label,
  Menu,
  MenuItem,
  MenuSection,
  SearchField,
  Text,
} from 'react-aria-components';
import { useLocation } from 'wouter';
import { useLater } from '../app/later.js';
import choiceStyles from '../components/ChoiceField/ChoiceField.module.css';
import { Dialog } from '../components/Dialog/Dialog.js';
import fieldStyles from '../components/Field/Field.module.css';
import { Icon } from '../components/Icon/Icon.js';
import { useStrings } from '../i18n/language.js';
import { KeyName } from '../keyboard/KeyName.js';
import { useShortcut } from '../keyboard/shortcuts.js';
import { useMay } from '../session/session.js';
import styles from './GlobalSearch.module.css';
import { foundQuery } from './queries.js';
import { strings } from './strings.js';
import { groupsOf, type NamedPage, type Target } from './targets.js';

const KEYS = 'Ctrl+K';
/** Of typing, before the server is asked. */
const REST_MS = 180;

export function GlobalSearch({ pages }: { readonly pages: readonly NamedPage[] }) {
  const t = useStrings(strings);
  const [isOpen, setOpen] = useState(false);
  useShortcut(KEYS, t('title'), () => setOpen((open) => !open), isOpen ? 'layer' : 'page');
  return (
    <>
      <AriaButton className={styles.open} onPress={() => setOpen(true)}>
        <Icon name="search" />
        <span className={styles.word}>{t('open')}</span>
        <KeyName of={KEYS} className={styles.key} />
      </AriaButton>
      <Dialog title={t('title')} isOpen={isOpen} onClose={() => setOpen(false)} keepsText>
        <SearchBox pages={pages} onGone={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function SearchBox({ pages, onGone }: { readonly pages: readonly NamedPage[]; readonly onGone: () => void }) {
  const t = useStrings(strings);
  const [, navigate] = useLocation();
  const [typed, setTyped] = useState('');
  const mayFindResidents = useMay('resident.read');
  const wanted = useLater(typed.trim(), REST_MS);
  const found = useQuery(foundQuery(wanted));
  const groups = groupsOf(wanted, pages, found.data);
  const targets = groups.flatMap((group) => group.targets);
  const go = (target: Target | undefined) => {
    if (target === undefined) return;
    onGone();
    navigate(target.href);
  };
  const isBehind = wanted !== typed.trim() || found.isPlaceholderData || found.isPending;
  return (
    <Autocomplete inputValue={typed} onInputChange={setTyped} disableAutoFocusFirst>
      {/* Enter without an arrow key: the first, once it is what was asked for. Nothing but Escape clears this box, and it means the layer. */}
      <SearchField
        autoFocus
        className={styles.field}
        onClear={onGone}
        onSubmit={() => {
          if (!isBehind && wanted !== '') go(targets[0]);
        }}
      >
        <Label className={fieldStyles.label}>{t('label')}</Label>
        <Input className={fieldStyles.input} maxLength={100} />
        {mayFindResidents && (
          <Text slot="description" className={fieldStyles.description}>
            {t('logged')}
          </Text>
        )}
      </SearchField>
      <p role="status" className={styles.state}>
        {found.isError ? t('failed') : isBehind ? t('searching') : groups.length === 0 ? t('none', { typed: wanted }) : ''}
      </p>
      <Menu aria-label={t('results')} className={styles.results} onAction={(id) => go(targets.find((one) => one.id === id))}>
        {groups.map(({ id, targets }) => (
          <MenuSection key={id} id={id} aria-label={t(`group.${id}`)}>
            <Header className={styles.group}>{t(`group.${id}`)}</Header>
            {targets.map((target) => (
              <MenuItem
                key={target.id}
                id={target.id}
                textValue={`${target.name} ${target.more}`}
                className={`${choiceStyles.option} ${styles.target}`}
              >
                <span>{target.name}</span>
                <span className={styles.more}>{target.more}</span>
              </MenuItem>
            ))}
          </MenuSection>
        ))}
      </Menu>
    </Autocomplete>
  );
}
