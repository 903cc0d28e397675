/** Every page of the application, in the order of the rail. A new page is a folder and a line here. */
import { accessLogPage } from './access-log/page.js';
import { auditCasesPage } from './audit-cases/page.js';
import { calendarPage, calendarsPage } from './calendars/page.js';
import { casePage } from './case/page.js';
import { caseTypesPage } from './case-types/page.js';
import { catalogueEntryPage, cataloguePage } from './catalogue/page.js';
import { changesPage } from './changes/page.js';
import { codesPage } from './codes/page.js';
import { decisionPage, decisionsPage } from './decisions/page.js';
import { deskPage } from './desk/page.js';
import { driftPage } from './drift/page.js';
import { externalCasesPage } from './external-cases/page.js';
import { fieldOwnersPage } from './field-owners/page.js';
import { historyPage } from './history/page.js';
import { inboxPage } from './inbox/page.js';
import { knowledgePage } from './knowledge/page.js';
import { modelVersionPage } from './model-version/page.js';
import { modelerPage } from './modeler/page.js';
import { myNumbersPage } from './my-numbers/page.js';
import { outagesPage } from './outages/page.js';
import type { AppPage } from './page.js';
import { passwordPage } from './password/page.js';
import { peoplePage } from './people/page.js';
import { queuePage } from './queue/page.js';
import { contactsPage, filesPage } from './registers/page.js';
import { residentPage } from './resident/page.js';
import { residentsPage } from './residents/page.js';
import { runningPage, runningVersionPage } from './running/page.js';
import { samplePage, samplesPage } from './samples/page.js';
import { systemsPage } from './systems/page.js';
import { teamPage } from './team/page.js';
import { tryPage } from './try/page.js';

export const PAGES: readonly AppPage[] = [
  deskPage,
  queuePage,
  residentsPage,
  knowledgePage,
  filesPage,
  contactsPage,
  inboxPage,
  myNumbersPage,
  teamPage,
  caseTypesPage,
  decisionsPage,
  runningPage,
  cataloguePage,
  auditCasesPage,
  samplesPage,
  changesPage,
  accessLogPage,
  peoplePage,
  calendarsPage,
  systemsPage,
  driftPage,
  calendarPage,
  residentPage,
  historyPage,
  casePage,
  outagesPage,
  externalCasesPage,
  decisionPage,
  fieldOwnersPage,
  codesPage,
  modelerPage,
  tryPage,
  modelVersionPage,
  runningVersionPage,
  catalogueEntryPage,
  samplePage,
  passwordPage,
];
