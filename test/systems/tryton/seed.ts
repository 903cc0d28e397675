/** What a city sets up in its Tryton for Okienko (docs/operations/tryton.md): company, project, statuses, a user of its own. */

export const PROJECT = 'Sprawy';
export const USER = 'okienko';
export const PASSWORD = 'Zurek-7x4k-Gdw';
export const ADMIN_PASSWORD = 'admin of a contract';

export type Call = (method: string, ...params: readonly unknown[]) => Promise<unknown>;

/** Speaks to a Tryton as that person would, apart from our adapter. */
export async function signedIn(url: string, user: string, password: string): Promise<Call> {
  const post = async (method: string, params: readonly unknown[], session?: string): Promise<unknown> => {
    const headers = { 'content-type': 'application/json', ...(session === undefined ? {} : { authorization: `Session ${session}` }) };
    const answer = await fetch(`${url}/`, { method: 'POST', headers, body: JSON.stringify({ id: 1, method, params }) });
    const { result, error } = (await answer.json()) as { readonly result?: unknown; readonly error?: unknown };
    if (error !== undefined) throw new Error(`Expected Tryton to do ${method}, but it says ${JSON.stringify(error)}`);
    return result;
  };
  const [id, key] = (await post('common.db.login', [user, { password }, 'en'])) as [number, string];
  const session = Buffer.from(`${user}:${id}:${key}`).toString('base64');
  return (method, ...params) => post(`model.${method}`, params, session);
}

/** `url` with the database. */
export async function seed(url: string): Promise<void> {
  const call = await signedIn(url, 'admin', ADMIN_PASSWORD);
  const make = async (model: string, values: object, context: object = {}): Promise<number> => {
    const [id] = (await call(`${model}.create`, [values], context)) as number[];
    if (id === undefined) throw new Error(`Expected Tryton to make a ${model}, but it gave no id`);
    return id;
  };
  const currency = await make('currency.currency', { name: 'Złoty', code: 'PLN', symbol: 'zł' });
  const company = await make('company.company', { party: await make('party.party', { name: 'Urząd Miasta' }), currency });
  await call('res.user.write', [1], { companies: [['add', [company]]], company }, {});
  const context = { company, language: 'en' };
  for (const [name, progress] of [
    ['resolved/RESOLVED_DONE', 1],
    ['resolved/RESOLVED_ANSWERED', 1],
    ['waiting', null],
  ] as const) {
    await make('project.work.status', { name, types: ['task'], progress }, context);
  }
  await make('project.work', { name: PROJECT, type: 'project', company }, context);
  await make('project.work', { name: 'Inne', type: 'project', company }, context);
  const [group] = (await call('res.group.search', [['name', '=', 'Project Administration']], 0, 1, null, { language: 'en' })) as number[];
  const groups = [['add', [group]]];
  await make('res.user', {
    groups,
    name: 'Okienko',
    login: USER,
    password: PASSWORD,
    companies: [['add', [company]]],
    company,
    language: null,
  });
}
