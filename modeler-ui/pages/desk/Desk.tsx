/** The conversation in hand with its saves. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { TabPanel, Tabs } from 'react-aria-components';
import { useSearchParams } from 'wouter';
import { isInput } from '../../../forms/fields.js';
import type { Fault } from '../../../forms/values.js';
import { ApiProblem } from '../../api/problem.js';
import { classificationsQuery } from '../../catalogue/classifications.js';
import { ErrorSummary, type FormError } from '../../components/ErrorSummary/ErrorSummary.js';
import { Page } from '../../components/Page/Page.js';
import { TOAST_MS, toasts } from '../../components/Toast/Toast.js';
import { SimulatedCall } from '../../first-run/SimulatedCall.js';
import { strings as formStrings } from '../../forms/strings.js';
import { useStrings } from '../../i18n/language.js';
import { useShortcut } from '../../keyboard/shortcuts.js';
import { useSession } from '../../session/session.js';
import { AnswerPart } from './AnswerPart.js';
import { CallBar } from './CallBar.js';
import { DangerPanel } from './DangerPanel.js';
import styles from './Desk.module.css';
import { DraftTabs } from './DraftTabs.js';
import { articlesOf, basisOf, type Draft, mayHaveComeOn, reachOf, receivedOn, type Save, toNewCase, usualChannel } from './draft.js';
import { faultsOf } from './faults.js';
import { KEYS } from './keys.js';
import { addContact, dropDraft, guideQuery, registerCase } from './queries.js';
import { SaveBar } from './SaveBar.js';
import { OwnClosings, type SavedAs, SavedCase } from './Saved.js';
import { strings } from './strings.js';
import { entryTier, waysOf } from './tiers.js';
import { useDesk } from './use-desk.js';
import { useKind } from './use-kind.js';
import { WhatPart } from './WhatPart.js';
import { WhoPart } from './WhoPart.js';

export function Desk({ stored }: { readonly stored: readonly Draft[] }) {
  const t = useStrings(strings);
  const tForm = useStrings(formStrings);
  const { roles } = useSession().person;
  const client = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const desk = useDesk(stored, usualChannel(roles));
  const { current } = desk;
  const { content } = current;
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [faults, setFaults] = useState<ReadonlyMap<string, Fault>>(new Map());
  const [saved, setSaved] = useState<SavedAs | null>(null);

  const classifications = useQuery(classificationsQuery).data ?? [];
  const classification = classifications.find(({ code }) => code === content.classification);
  const tier = entryTier(roles, content.channel);
  const came = receivedOn(content);
  const guide = useQuery({
    ...guideQuery({
      classification: content.classification ?? '',
      tier,
      channel: content.channel,
      ...(came !== undefined && mayHaveComeOn(came, new Date()) ? { receivedOn: came } : {}),
    }),
    enabled: content.classification !== null,
  }).data;
  const ways = waysOf(tier, guide);
  const { offer, outcome, proposed, questions, fields, outages, streets } = useKind(content, classification, guide, tier);
  const handOnTo = ways.handOns.find((action) => action === content.handOnTo) ?? ways.handOns[0] ?? null;

  const noteBox = () => form.current?.querySelector<HTMLTextAreaElement>('[data-field="note"] textarea');
  const focusNote = () => noteBox()?.focus();
  const justSaved = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another conversation in hand is the reason
  useEffect(() => {
    focusNote();
    // Where one left off: browsers begin before what is there.
    noteBox()?.setSelectionRange(content.note.length, content.note.length);
    // On a phone the note is a screen further down, and the number must be read aloud first.
    justSaved.current?.scrollIntoView({ block: 'nearest' });
  }, [current.id]);
  useNewContact(desk.startNew, focusNote);

  const fail = (error: Error) =>
    setErrors([
      { message: error.message },
      ...(error instanceof ApiProblem ? (error.body.errors ?? []).map(({ message }) => ({ message })) : []),
    ]);
  const finish = (id: string, as: SavedAs) => {
    setSaved(as);
    setErrors([]);
    desk.finish(id);
    void client.invalidateQueries({ queryKey: ['tasks'] });
    void client.invalidateQueries({ queryKey: ['resident'] });
  };
  /** Taken back: the number stands, and the case is open. */
  const stayOpen = () => {
    setSaved((shown) => (shown === null || shown.type === 'contact' ? shown : { ...shown, type: 'hand-on' }));
    focusNote();
  };
  const register = useMutation({
    mutationFn: ({ draft, save }: { readonly draft: Draft; readonly save: Save }) => {
      if (classification === undefined) throw new Error('Expected a classification before a save, but there is none');
      const given = { classification, classifications, outcome, proposed, answers: questions.sent(), values: fields.sent() };
      return registerCase(toNewCase(draft, tier, save, given));
    },
    onSuccess: ({ number, statusCode }, { draft, save }) =>
      finish(draft.id, { type: save.type, number, statusCode, reach: reachOf(draft.content) }),
    onError: fail,
  });
  const append = useMutation({
    mutationFn: ({ draft, number, isSameKind }: { readonly draft: Draft; readonly number: string; readonly isSameKind: boolean }) =>
      addContact(number, draft, {
        answers: isSameKind ? questions.sent() : {},
        articles: articlesOf(draft.content, classifications, null),
      }),
    onSuccess: (_, { draft, number }) => {
      void dropDraft(draft.id).catch(() => undefined);
      finish(draft.id, { type: 'contact', number });
    },
    onError: fail,
  });
  const isBusy = register.isPending || append.isPending;

  const save = (asked: Save) => {
    if (isBusy) return;
    const found = faultsOf(content, classification, proposed, asked, t);
    const wrong = new Map([...questions.faults(), ...(asked.type === 'settle' ? fields.faults() : [])]);
    const labels = [...questions.shown, ...fields.shown].filter(isInput);
    for (const [key, fault] of wrong)
      found.push({ field: key, message: tForm(`fault.${fault}`, { label: labels.find((one) => one.key === key)?.label ?? key }) });
    setFaults(wrong);
    if (asked.type === 'settle' && !ways.maySettle) found.push({ message: t('fault.not-here') });
    setErrors(found);
    if (found.length === 0) register.mutate({ draft: current, save: asked });
  };
  const settle = () => save({ type: 'settle' });
  const handOn = () => save({ type: 'hand-on', decision: handOnTo });
  const keep = () => void desk.keepNow().then(() => toasts.add({ message: t('kept.now') }, { timeout: TOAST_MS }));
  const addTo = (number: string, isSameKind: boolean) => {
    if (isBusy) return;
    const found = content.note.trim() === '' ? [{ field: 'note', message: t('fault.note') }] : [];
    setErrors(found);
    if (found.length === 0) append.mutate({ draft: current, number, isSameKind });
  };
  useShortcut(KEYS.settle, t('settle'), settle);
  useShortcut(KEYS.handOn, t('hand-on.key'), handOn);
  useShortcut(KEYS.keep, t('keep'), keep);
  const errorOf = (field: string) => errors.find((error) => error.field === field)?.message;
  const part = { content, change: desk.change, errorOf };

  return (
    <Page
      title={t('title')}
      isWide
      actions={
        <SimulatedCall
          lastSaved={saved?.number ?? null}
          onAnswer={(caller) => desk.startNew({ channel: 'phone', who: { type: 'new', email: '', postalAddress: '', ...caller } })}
        />
      }
    >
      <OwnClosings except={saved?.number ?? null} onUndone={focusNote} />
      {saved !== null && <SavedCase ref={justSaved} saved={saved} onClose={() => setSaved(null)} onUndone={stayOpen} />}
      {/* Arrows only look: each choice puts the cursor into the note of its conversation. */}
      <Tabs
        className={styles.desk}
        keyboardActivation="manual"
        selectedKey={current.id}
        onSelectionChange={(key) => desk.choose(String(key))}
      >
        <DraftTabs drafts={desk.drafts} classifications={classifications} />
        <TabPanel key={current.id} id={current.id} className={styles.panel}>
          <form ref={form} noValidate className={styles.form} onSubmit={(event: FormEvent) => event.preventDefault()}>
            <ErrorSummary errors={errors} form={form} />
            <CallBar
              draft={current}
              kept={desk.kept}
              onChannel={(channel) => desk.change({ channel })}
              onPark={() => desk.startNew()}
              onThrowAway={() => desk.throwAway(current.id)}
            />
            <DangerPanel note={content.note} ways={ways} onReport={() => save({ type: 'danger', text: t('danger.text') })} />
            <nav className={styles.steps} aria-label={t('steps')}>
              <a href="#who">{t('who.title')}</a>
              <a href="#what">{t('what.title')}</a>
              <a href="#answer">{t('answer.title')}</a>
            </nav>
            <div className={styles.columns}>
              <WhoPart {...part} onAppend={(number, kind) => addTo(number, kind === classification?.code)} />
              <WhatPart
                {...part}
                classifications={classifications}
                classification={classification}
                questions={questions}
                faults={faults}
                streets={streets}
                onAppend={addTo}
              />
              <AnswerPart
                {...part}
                classifications={classifications}
                classification={classification}
                guide={guide}
                proposed={proposed}
                offer={offer}
                outcome={outcome}
                basis={tier === 'line-1' ? basisOf(content, classification) : null}
                fields={fields}
                faults={faults}
                outages={outages}
                isBusy={isBusy}
                onReport={({ id, say }) => save({ type: 'outage', id, say, maySettle: ways.maySettle })}
              />
            </div>
            <SaveBar
              ways={ways}
              handOnTo={handOnTo}
              isBusy={isBusy}
              onHandOnTo={(decision) => desk.change({ handOnTo: decision })}
              onSettle={settle}
              onHandOn={handOn}
              onKeep={keep}
            />
          </form>
        </TabPanel>
      </Tabs>
    </Page>
  );
}

/** `/desk?new` begins another conversation, `/desk?resident=…` one with somebody known; either is said once. */
function useNewContact(startNew: ReturnType<typeof useDesk>['startNew'], focusNote: () => void): void {
  const [search, setSearch] = useSearchParams();
  const isNew = search.has('new');
  const resident = search.get('resident');
  // biome-ignore lint/correctness/useExhaustiveDependencies: the address alone is the reason
  useEffect(() => {
    if (!isNew && resident === null) return;
    setSearch({}, { replace: true });
    startNew(resident === null ? {} : { who: { type: 'known', id: resident } });
    focusNote();
  }, [isNew, resident]);
}
