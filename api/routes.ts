/** The route table: every endpoint of the product's own API, domain by domain. */

import { calendarLookRoutes } from './calendars/look-routes.js';
import { calendarRoutes } from './calendars/routes.js';
import { termRoutes } from './calendars/term-routes.js';
import { changeRoutes } from './cases/change.js';
import { exportRoutes } from './cases/export.js';
import { intakeRoutes } from './cases/intake.js';
import { joinRoutes } from './cases/join.js';
import { listRoutes } from './cases/list.js';
import { openRoutes } from './cases/open.js';
import { presenceRoutes } from './cases/presence.js';
import { relatedRoutes } from './cases/related.js';
import { catalogueRoutes } from './catalogue/routes.js';
import { articleRoutes } from './catalogue/send-article.js';
import { changeLogRoutes } from './changes/routes.js';
import { peerCodeRoutes } from './codes/peer-codes.js';
import { codeReplayRoutes } from './codes/replay.js';
import { codeTableRoutes } from './codes/routes.js';
import { contactRoutes } from './contacts/contacts.js';
import { dateRoutes } from './dates/routes.js';
import { closingRoutes } from './desk/closings.js';
import { deskDraftRoutes } from './desk/drafts.js';
import { guideRoutes } from './desk/guide.js';
import { hintRoutes } from './desk/hints.js';
import { documentRoutes } from './documents/documents.js';
import { moveRoutes } from './documents/move-routes.js';
import { paperRoutes } from './documents/paper.js';
import { sendAgainRoutes } from './documents/send-again.js';
import { eventRoutes } from './events/stream.js';
import { figureRoutes } from './figures/routes.js';
import { accessLogRoutes } from './history/access-log.js';
import { caseHistoryRoutes } from './history/case-history.js';
import { failedStepRoutes } from './history/failed-steps.js';
import { proofRoutes } from './history/proof-routes.js';
import { historyRoutes } from './history/routes.js';
import type { Route } from './http/route.js';
import { externalCaseRoutes } from './inward/external-cases.js';
import { hookRoutes } from './inward/hooks.js';
import { inboxMatchRoutes } from './inward/inbox-matches.js';
import { inboxRoutes } from './inward/inbox-routes.js';
import { mailboxRoutes } from './mail/trouble.js';
import { preferenceRoutes } from './me/preferences.js';
import { letterAgainRoutes } from './messages/again.js';
import { messageRoutes } from './messages/messages.js';
import { statusMessageRoutes } from './messages/status-message.js';
import { firstStepRoutes } from './meta/first-steps.js';
import { caseTypeRoutes } from './models/case-types.js';
import { modelDraftRoutes } from './models/draft-routes.js';
import { modelPartRoutes } from './models/part-routes.js';
import { modelRoutes } from './models/routes.js';
import { runningRoutes } from './models/running.js';
import { wordRoutes } from './models/words.js';
import { noteRoutes } from './notes/routes.js';
import { noticeRoutes } from './notices/routes.js';
import { outageRoutes } from './outages/outages.js';
import { demoRoutes } from './people/demo.js';
import { directoryRoutes } from './people/directory.js';
import { ownPasswordRoutes } from './people/own-password.js';
import { setupRoutes } from './people/setup.js';
import { signInRoutes } from './people/sign-in.js';
import { questionRoutes } from './questions/routes.js';
import { reconcilerRoutes } from './reconciler/routes.js';
import { registerDocumentRoutes } from './registers/documents.js';
import { registerRoutes } from './registers/routes.js';
import { rehearsalRoutes } from './rehearsal/routes.js';
import { consentRoutes } from './residents/consents.js';
import { duplicateRoutes } from './residents/duplicates.js';
import { erasureRoutes } from './residents/erasure-routes.js';
import { mergeRoutes } from './residents/merge.js';
import { residentOpenRoutes } from './residents/open.js';
import { residentRecordRoutes } from './residents/records.js';
import { residentRoutes } from './residents/residents.js';
import { residentSearchRoutes } from './residents/search.js';
import { sampleRoutes } from './samples/routes.js';
import { searchRoutes } from './search/routes.js';
import { statusRoutes } from './status/check.js';
import { syncActRoutes } from './sync/acts.js';
import { toldRoutes } from './sync/alarm-recipients.js';
import { awayRoutes } from './sync/away.js';
import { fieldOwnerRoutes } from './sync/field-owners.js';
import { ledgerRoutes } from './sync/ledger.js';
import { restRoutes } from './sync/rests.js';
import { systemRoutes } from './sync/systems.js';
import { askRoutes } from './tasks/ask.js';
import { assignRoutes } from './tasks/assign.js';
import { completeRoutes } from './tasks/complete.js';
import { taskDraftRoutes } from './tasks/draft.js';
import { followUpRoutes } from './tasks/follow-up.js';
import { formRoutes } from './tasks/form.js';
import { taskListRoutes } from './tasks/list.js';
import { nextRoutes } from './tasks/next.js';
import { previewRoutes } from './tasks/preview.js';
import { savedFilterRoutes } from './tasks/saved-filters.js';
import { absenceRoutes } from './team/absence-routes.js';
import { teamRoutes } from './team/team.js';

export const ROUTES: readonly Route[] = [
  ...signInRoutes,
  ...demoRoutes,
  ...setupRoutes,
  ...directoryRoutes,
  ...ownPasswordRoutes,
  ...preferenceRoutes,
  ...noticeRoutes,
  ...figureRoutes,
  ...searchRoutes,
  ...firstStepRoutes,
  ...calendarRoutes,
  ...calendarLookRoutes,
  ...termRoutes,
  ...catalogueRoutes,
  ...articleRoutes,
  ...outageRoutes,
  ...residentSearchRoutes,
  ...residentRoutes,
  ...residentOpenRoutes,
  ...duplicateRoutes,
  ...mergeRoutes,
  ...consentRoutes,
  ...residentRecordRoutes,
  ...erasureRoutes,
  ...intakeRoutes,
  ...deskDraftRoutes,
  ...guideRoutes,
  ...hintRoutes,
  ...closingRoutes,
  ...listRoutes,
  ...exportRoutes,
  ...openRoutes,
  ...changeRoutes,
  ...presenceRoutes,
  ...relatedRoutes,
  ...joinRoutes,
  ...questionRoutes,
  ...noteRoutes,
  ...codeTableRoutes,
  ...codeReplayRoutes,
  ...peerCodeRoutes,
  ...contactRoutes,
  ...dateRoutes,
  ...documentRoutes,
  ...letterAgainRoutes,
  ...mailboxRoutes,
  ...moveRoutes,
  ...sendAgainRoutes,
  ...paperRoutes,
  ...messageRoutes,
  ...statusMessageRoutes,
  ...registerRoutes,
  ...registerDocumentRoutes,
  ...awayRoutes,
  ...systemRoutes,
  ...ledgerRoutes,
  ...syncActRoutes,
  ...reconcilerRoutes,
  ...restRoutes,
  ...toldRoutes,
  ...fieldOwnerRoutes,
  ...hookRoutes,
  ...inboxRoutes,
  ...inboxMatchRoutes,
  ...externalCaseRoutes,
  ...taskListRoutes,
  ...nextRoutes,
  ...formRoutes,
  ...askRoutes,
  ...assignRoutes,
  ...completeRoutes,
  ...taskDraftRoutes,
  ...previewRoutes,
  ...followUpRoutes,
  ...savedFilterRoutes,
  ...teamRoutes,
  ...absenceRoutes,
  ...modelRoutes,
  ...caseTypeRoutes,
  ...runningRoutes,
  ...wordRoutes,
  ...modelDraftRoutes,
  ...rehearsalRoutes,
  ...modelPartRoutes,
  ...historyRoutes,
  ...failedStepRoutes,
  ...caseHistoryRoutes,
  ...proofRoutes,
  ...accessLogRoutes,
  ...changeLogRoutes,
  ...sampleRoutes,
  ...eventRoutes,
  ...statusRoutes,
];
