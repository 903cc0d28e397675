/** An HTTP client with a cookie that holds every answer against the OpenAPI document: an undocumented answer fails the test. */
import { createRequire } from 'node:module';
import type { Ajv } from 'ajv';
import type { OpenApiDocument } from '../../../api/http/openapi.js';

const require = createRequire(import.meta.url);
const { Ajv2020 } = require('ajv/dist/2020') as { Ajv2020: new (options: object) => Ajv };
const addFormats = require('ajv-formats') as (ajv: Ajv) => void;

export interface Reply<Body = unknown> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
  readonly text: string;
}

/** One a document: its schemas are compiled once, whoever asks. */
const validators = new WeakMap<OpenApiDocument, Ajv>();

function validatorOf(document: OpenApiDocument): Ajv {
  const known = validators.get(document);
  if (known !== undefined) return known;
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats(ajv);
  ajv.addSchema(document, 'openapi');
  validators.set(document, ajv);
  return ajv;
}

export class ApiClient {
  cookie = '';

  constructor(
    private readonly url: string,
    private readonly document: OpenApiDocument,
  ) {}

  get<Body = never>(path: string): Promise<Reply<Body>> {
    return this.send('GET', path);
  }
  post<Body = never>(path: string, body: unknown = {}): Promise<Reply<Body>> {
    return this.send('POST', path, body);
  }
  put<Body = never>(path: string, body: unknown): Promise<Reply<Body>> {
    return this.send('PUT', path, body);
  }
  patch<Body = never>(path: string, body: unknown): Promise<Reply<Body>> {
    return this.send('PATCH', path, body);
  }
  delete<Body = never>(path: string): Promise<Reply<Body>> {
    return this.send('DELETE', path);
  }

  /** The raw bytes of a body, or a body of bytes. */
  async bytes(
    method: string,
    path: string,
    init: { readonly body?: Buffer; readonly type?: string } = {},
  ): Promise<Reply & { bytes: Buffer }> {
    const response = await this.fetch(method, path, init.body, init.type);
    const bytes = Buffer.from(await response.arrayBuffer());
    return this.checked(method, path, response, bytes.toString('utf8'), bytes);
  }

  fetch(method: string, path: string, body?: string | Buffer, type?: string, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(this.url + path, {
      method,
      headers: {
        ...(this.cookie === '' ? {} : { cookie: this.cookie }),
        ...(type === undefined ? {} : { 'content-type': type }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : new Uint8Array(body) }),
    });
  }

  async send<Body>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply<Body>> {
    const text = body === undefined ? undefined : JSON.stringify(body);
    const response = await this.fetch(method, path, text, text === undefined ? undefined : 'application/json', headers);
    const set = response.headers.get('set-cookie');
    if (set !== null) this.cookie = set.split(';')[0] ?? '';
    const answer = await response.text();
    return this.checked(method, path, response, answer, Buffer.alloc(0)) as Reply<Body>;
  }

  private checked(method: string, path: string, response: Response, text: string, bytes: Buffer): Reply & { bytes: Buffer } {
    const mediaType = (response.headers.get('content-type') ?? '').split(';')[0] ?? '';
    const isJson = mediaType.endsWith('json');
    const body: unknown = isJson && text !== '' ? JSON.parse(text) : undefined;
    this.conforms(method, path.split('?')[0] ?? '', response.status, mediaType, body, text);
    return { status: response.status, headers: response.headers, body, text, bytes };
  }

  private conforms(method: string, path: string, status: number, mediaType: string, body: unknown, text: string): void {
    const paths = Object.entries(this.document.paths ?? {});
    const documented =
      paths.find(([template]) => template === path) ??
      paths.find(([template]) => new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path));
    if (documented === undefined) {
      if (status === 404) return;
      throw new Error(`${method} ${path} answered ${status}, but the document has no such path`);
    }
    const [template, item] = documented;
    const operation = (item as Record<string, { responses?: Record<string, { content?: Record<string, unknown> }> }>)[method.toLowerCase()];
    if (operation === undefined && status === 405) return;
    const response = operation?.responses?.[String(status)];
    if (response === undefined) throw new Error(`${method} ${template} answered ${status}, which isn't documented: ${text.slice(0, 500)}`);
    if (response.content === undefined) {
      if (text !== '') throw new Error(`${method} ${template} ${status} should be empty, but has a body`);
      return;
    }
    if (!(mediaType in response.content))
      throw new Error(`${method} ${template} ${status} answered ${mediaType}, documented is ${Object.keys(response.content)}`);
    if (!mediaType.endsWith('json') || template === '/api/openapi.json') return;
    const pointer = ['paths', template, method.toLowerCase(), 'responses', String(status), 'content', mediaType, 'schema']
      .map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')))
      .join('/');
    const validator = validatorOf(this.document);
    const validate = validator.getSchema(`openapi#/${pointer}`);
    if (validate === undefined) throw new Error(`${method} ${template} ${status} has no schema in the document`);
    if (validate(body) !== true)
      throw new Error(
        `${method} ${template} ${status} doesn't fit its schema: ${validator.errorsText(validate.errors)}\n${text.slice(0, 1000)}`,
      );
  }
}
