/** `Ctrl+/`: all keys, and the way to change or switch off any of them. */
import { useEffect, useState } from 'react';
import { Button } from '../components/Button/Button.js';
import { Dialog } from '../components/Dialog/Dialog.js';
import { useStrings } from '../i18n/language.js';
import { useChangeSettings, useOwnSettings } from '../session/own-settings.js';
import styles from './keyboard.module.css';
import { KNOWN_KEYS } from './known.js';
import { bindOwnKeys, catchKeys, keysFor, type OwnKeys, type Shortcut, useActiveShortcuts, useShortcut } from './shortcuts.js';
import { strings } from './strings.js';

const NONE: OwnKeys = {};
/** The way back to this list is never lost. */
const ESCAPE = 'Esc';
const LIST = 'Ctrl+/';

let open: () => void = () => undefined;

/** From a menu, for whoever has no key for it. */
export function openKeyList(): void {
  open();
}

export function KeyList() {
  const t = useStrings(strings);
  const [isOpen, setOpen] = useState(false);
  const own = useOwnSettings()?.keys ?? NONE;
  useEffect(() => bindOwnKeys(own), [own]);
  useEffect(() => {
    open = () => setOpen(true);
  }, []);
  useShortcut(LIST, t('does.list'), () => setOpen((was) => !was), isOpen ? 'layer' : 'page');
  return (
    <Dialog title={t('title')} isOpen={isOpen} onClose={() => setOpen(false)} keepsText>
      <Keys own={own} />
    </Dialog>
  );
}

function Keys({ own }: { readonly own: OwnKeys }) {
  const t = useStrings(strings);
  const settings = useChangeSettings();
  const active = useActiveShortcuts();
  const [asking, setAsking] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const here = KNOWN_KEYS.flatMap(({ keys }) => active.findLast((one) => one.keys === keys) ?? []);
  const elsewhere = KNOWN_KEYS.filter(({ keys }) => !here.some((one) => one.keys === keys)).map(({ keys, does }) => ({
    keys,
    does: t(`does.${does}`),
  }));
  const all = [...here, ...elsewhere];
  const choose = (of: Shortcut, keys: string | null | undefined) => {
    const { [of.keys]: _, ...others } = own;
    settings.mutate({ keys: keys === undefined || keys === of.keys ? others : { ...others, [of.keys]: keys } });
    setSaid(keys === null ? t('switched', { does: of.does }) : t('changed', { does: of.does, keys: keys ?? of.keys }));
  };
  const asked = all.find(({ keys }) => keys === asking);
  useEffect(() => {
    if (asked === undefined) return undefined;
    return catchKeys(
      (pressed) => {
        const holder = all.find((one) => one.keys !== asked.keys && keysFor(one.keys, own) === pressed);
        if (holder !== undefined) {
          setSaid(t('used', { keys: pressed, does: holder.does }));
          return;
        }
        choose(asked, pressed);
        setAsking(null);
      },
      () => setAsking(null),
    );
  });
  const list = (shortcuts: readonly Shortcut[]) => (
    <dl className={styles.keys}>
      {shortcuts.map((shortcut) => {
        const now = keysFor(shortcut.keys, own);
        return (
          <div key={shortcut.keys} className={styles.row}>
            <dt>{now === null ? <span className={styles.off}>{t('off')}</span> : <kbd className={styles.key}>{now}</kbd>}</dt>
            <dd>{shortcut.does}</dd>
            <dd className={styles.acts}>
              <Button kind="quiet" aria-label={t('change.of', { does: shortcut.does })} onPress={() => setAsking(shortcut.keys)}>
                {t('change')}
              </Button>
              {now !== shortcut.keys ? (
                <Button kind="quiet" aria-label={t('reset.of', { does: shortcut.does })} onPress={() => choose(shortcut, undefined)}>
                  {t('reset')}
                </Button>
              ) : (
                shortcut.keys !== LIST && (
                  <Button kind="quiet" aria-label={t('switch-off.of', { does: shortcut.does })} onPress={() => choose(shortcut, null)}>
                    {t('switch-off')}
                  </Button>
                )
              )}
            </dd>
          </div>
        );
      })}
    </dl>
  );
  return (
    <>
      <p>{t('about')}</p>
      <p role="status" className={styles.said}>
        {asked === undefined ? said : `${asked.does}. ${t('press')} ${said}`}
      </p>
      <section aria-labelledby="keys-here">
        <h3 id="keys-here">{t('here')}</h3>
        {list(here)}
        <dl className={styles.keys}>
          <div className={styles.row}>
            <dt>
              <kbd className={styles.key}>{ESCAPE}</kbd>
            </dt>
            <dd>{t('escape')}</dd>
          </div>
        </dl>
      </section>
      {elsewhere.length > 0 && (
        <section aria-labelledby="keys-elsewhere">
          <h3 id="keys-elsewhere">{t('elsewhere')}</h3>
          {list(elsewhere)}
        </section>
      )}
      {Object.keys(own).length > 0 && <Button onPress={() => settings.mutate({ keys: {} })}>{t('reset-all')}</Button>}
    </>
  );
}
