/** The bell: what concerns me since I last looked. A click goes to the case and counts as read. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button as AriaButton } from 'react-aria-components';
import { Link } from 'wouter';
import { Button } from '../components/Button/Button.js';
import { Panel } from '../components/Dialog/Dialog.js';
import { Icon } from '../components/Icon/Icon.js';
import menuStyles from '../components/Menu/Menu.module.css';
import { When } from '../components/When/When.js';
import { useStrings } from '../i18n/language.js';
import { useMay, usePeopleNames } from '../session/session.js';
import { useNews } from './announce.js';
import styles from './NoticeBell.module.css';
import { type Notice, noticesQuery, readNotices } from './queries.js';
import { strings } from './strings.js';

/** More than this is "99+": nobody needs it to the one. */
const MOST_SHOWN = 99;

export function NoticeBell() {
  const t = useStrings(strings);
  const client = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const found = useQuery(noticesQuery);
  const news = useNews(found.data?.notices);
  const read = useMutation({
    mutationFn: readNotices,
    onSuccess: () => client.invalidateQueries({ queryKey: noticesQuery.queryKey }),
  });
  const unread = found.data?.unread ?? 0;
  return (
    <>
      <span role="status" className="only-heard">
        {news > 0 ? t('news', { count: news }) : ''}
      </span>
      <AriaButton
        className={menuStyles.button}
        aria-label={unread === 0 ? t('button.none') : t('button', { count: unread })}
        onPress={() => setOpen(true)}
      >
        {/* In a box of its own: a menu's last sign is its arrow, which a phone has no room for. */}
        <span className={styles.sign}>
          <Icon name="bell" />
        </span>
        {unread > 0 && (
          <span className={styles.count} data-figures>
            {unread > MOST_SHOWN ? `${MOST_SHOWN}+` : unread}
          </span>
        )}
      </AriaButton>
      <Panel title={t('title')} isOpen={isOpen} onClose={() => setOpen(false)}>
        {found.isError && <p>{t('failed')}</p>}
        {found.data?.notices.length === 0 && <p className={styles.empty}>{t('empty')}</p>}
        {(found.data?.notices.length ?? 0) > 0 && (
          <>
            {unread > 0 && (
              <div>
                <Button onPress={() => read.mutate('all')} isPending={read.isPending}>
                  {t('read-all')}
                </Button>
              </div>
            )}
            <ul className={styles.list}>
              {found.data?.notices.map((notice) => (
                <Row
                  key={notice.id}
                  notice={notice}
                  onGo={() => {
                    setOpen(false);
                    if (!notice.read) read.mutate([notice.id]);
                  }}
                />
              ))}
            </ul>
          </>
        )}
      </Panel>
    </>
  );
}

function Row({ notice, onGo }: { readonly notice: Notice; readonly onGo: () => void }) {
  const t = useStrings(strings);
  const nameOf = usePeopleNames();
  const mayRead = useMay('case.read');
  const { kind, caseNumber, classification, actor, at, read } = notice;
  return (
    <li>
      {/* Who repairs steps doesn't read cases. */}
      <Link href={mayRead ? `/cases/${caseNumber}` : '/systems'} onClick={onGo} className={`${styles.notice} ${read ? '' : styles.unread}`}>
        <span className={styles.kind}>
          {!read && <span className="only-heard">{t('unread')}: </span>}
          {t(`kind.${kind}`)}
        </span>
        <span>
          <span data-figures>{caseNumber}</span> · {classification}
        </span>
        <span className={styles.meta}>
          {actor.startsWith('system:') ? t('system') : nameOf(actor)} · <When at={at} />
        </span>
      </Link>
    </li>
  );
}
