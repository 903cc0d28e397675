/** The repository itself, before anything of ours speaks to it. */
import { serverUnderTest } from '../system.js';

test('the repository A1 answers over the browser binding', async () => {
  const { url, settings } = serverUnderTest();
  const authorization = `Basic ${Buffer.from(`${settings.user}:${settings.password}`).toString('base64')}`;
  const answer = (await (await fetch(url, { headers: { authorization } })).json()) as Record<string, { cmisVersionSupported: string }>;
  expect(answer.A1?.cmisVersionSupported).toBe('1.1');
});
