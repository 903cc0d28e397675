/** The import surface of the workers: handlers over ports, the built-in connectors, and the transports. */
export { type CmisOptions, cmisPeer } from './connectors/cmis/index.js';
export { builtInCrm, crmOverOutbox } from './connectors/crm.js';
export { builtInDms, dmsOverOutbox } from './connectors/dms.js';
export { messageIdOf } from './connectors/mail/message-id.js';
export { type ServerAddress, serverAddress } from './connectors/mail/server-address.js';
export { smtpPeer } from './connectors/mail/smtp-peer.js';
export { messageOutbox } from './connectors/messages.js';
export { type RequestTrackerOptions, requestTrackerPeer } from './connectors/rt/index.js';
export { type TrytonOptions, trytonPeer } from './connectors/tryton/index.js';
export { type WebhookCrmOptions, webhookCrm } from './connectors/webhook/index.js';
export { FIELD_OWNERS, OWNED_FIELDS } from './field-owners.js';
export { type CourseCases, courseHandlers, jobHandlers, type WorkerPorts } from './handlers/index.js';
export type { JobHandler, JobResult, WorkerJob } from './job.js';
export { effectText, Outbox, type OutboxWatch } from './outbox/outbox.js';
export { extensionNotice, reopenedMessage, replyMessage, requestMessage } from './reply-message.js';
export { type JobSource, type RunningWorkers, startInProcessWorkers } from './transports/in-process.js';
export { startZeebeWorkers } from './transports/zeebe-node.js';
