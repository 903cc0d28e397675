/** The session's end: a warning five minutes before, and a sign-in above the page that keeps the page and what was typed. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { call } from '../api/call.js';
import { onUnauthorized, saySignedInAgain } from '../api/session-end.js';
import { useNow } from '../app/now.js';
import { Banner } from '../components/Banner/Banner.js';
import { Button } from '../components/Button/Button.js';
import { Dialog } from '../components/Dialog/Dialog.js';
import { useStrings } from '../i18n/language.js';
import { sessionQuery, useIsDemo, useSession } from './session.js';
import { SignInForm } from './sign-in-form.js';
import { strings } from './strings.js';

const WARN_BEFORE_MS = 5 * 60_000;
const MINUTE_MS = 60_000;

export function SessionEnd() {
  const t = useStrings(strings);
  const { person } = useSession();
  const isDemo = useIsDemo();
  const client = useQueryClient();
  const [hasEnded, setEnded] = useState(false);
  useEffect(() => onUnauthorized(() => onceIdle(() => setEnded(true))), []);
  return (
    <Dialog title={t('ended.title')} isOpen={hasEnded}>
      <p>{t('ended.text', { name: person.name })}</p>
      {isDemo && <p>{t('ended.demo')}</p>}
      <SignInForm
        login={person.login}
        onSignedIn={() => {
          setEnded(false);
          saySignedInAgain();
          void client.invalidateQueries();
        }}
      />
      <Button kind="quiet" onPress={() => location.assign('/')}>
        {t('ended.other')}
      </Button>
    </Dialog>
  );
}

/** Who is in the middle of a word would lose the rest of it, or write it into the password. */
const PAUSE_MS = 800;
let lastKeyAt = Number.NEGATIVE_INFINITY;
document.addEventListener('keydown', () => (lastKeyAt = performance.now()), { capture: true });

function onceIdle(act: () => void): void {
  const idleMs = performance.now() - lastKeyAt;
  if (idleMs >= PAUSE_MS) act();
  else setTimeout(() => onceIdle(act), PAUSE_MS - idleMs);
}

export function SessionEndingBanner() {
  const t = useStrings(strings);
  const session = useSession();
  const client = useQueryClient();
  const extend = useMutation({
    mutationFn: () => call('POST /api/v1/session/extend'),
    onSuccess: (extended) => client.setQueryData(sessionQuery.queryKey, extended),
  });
  const leftMs = Date.parse(session.expiresAt) - useNow().getTime();
  if (leftMs > WARN_BEFORE_MS || leftMs < 0) return null;
  return (
    <Banner
      tone="warning"
      isNews
      action={
        <Button onPress={() => extend.mutate()} isPending={extend.isPending}>
          {t('ending.stay')}
        </Button>
      }
    >
      {t('ending.text', { count: Math.max(1, Math.ceil(leftMs / MINUTE_MS)) })}
    </Banner>
  );
}
