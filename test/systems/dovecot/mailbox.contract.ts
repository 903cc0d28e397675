/** Our reading of a mailbox and a strict server. */
import { createTransport } from 'nodemailer';
import { mailboxContract } from '../mail/mailbox-contract.js';
import { serverUnderTest } from '../system.js';

const { url, settings } = serverUnderTest();
const { hostname: host, port } = new URL(url);
const { user = '', password = '', lmtp = '' } = settings;
const door = createTransport({ host, port: Number(lmtp), lmtp: true, ignoreTLS: true, secure: false });

mailboxContract({
  host,
  port: Number(port),
  user,
  password,
  deliver: async (source) => {
    await door.sendMail({ envelope: { from: 'halina@example.org', to: [user] }, raw: source });
  },
});
