/** Holds docker-compose.yml against the Compose specification's schema, and both container files against our own rules. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { readSettings } from '../settings/index.js';

interface Service {
  readonly image: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly ports?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8');
const text = read('../docker-compose.yml');
const compose = parse(text) as { readonly services: Readonly<Record<string, Service>> };
const services = Object.entries(compose.services);
const dockerfile = read('../Dockerfile');

function specification() {
  return new Ajv2020({ strict: false, allErrors: true }).compile(JSON.parse(read('fixtures/compose/compose-spec.json')));
}

describe('docker-compose.yml', () => {
  test('keeps to the Compose specification', () => {
    const validate = specification();
    validate(compose);
    expect(validate.errors).toBeNull();
  });

  test('would not pass with a misspelt key or a wrong value', () => {
    const validate = specification();
    expect(validate({ services: { okienko: { imag: 'x' } } })).toBe(false);
    expect(validate({ services: { okienko: { image: 'x', healthcheck: { test: 5 } } } })).toBe(false);
  });

  test.each(services)('%s is pinned to a version and says when it is healthy', (_, service) => {
    expect(service.image).toMatch(/^[a-z]+:\d+\.\d+/);
    expect(service.healthcheck?.test.length).toBeGreaterThan(1);
  });

  test('holds no secret: passwords come from outside and must be given', () => {
    const secretive = services
      .flatMap(([, { environment }]) => Object.entries(environment))
      .filter(([name, value]) => /PASSWORD|SECRET|TOKEN|:\/\/.*:.*@/.test(`${name} ${value}`));
    expect(secretive.length).toBeGreaterThan(0);
    for (const [, value] of secretive) expect(value).toMatch(/\$\{[A-Z_]+:\?[^}]+\}/);
  });

  test('opens no port beyond the machine and waits for a healthy database', () => {
    for (const [, { ports = [] }] of services) for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:/);
    expect(compose.services.okienko?.depends_on?.database?.condition).toBe('service_healthy');
  });

  test('gives Okienko settings that it obeys', () => {
    const given = Object.entries(compose.services.okienko?.environment ?? {}).map(([name, value]) => [
      name,
      value.replace(/\$\{PUBLIC_URL:-\}/, 'https://okienko.example').replace(/\$\{[^}]+\}/, 'secret'),
    ]);
    expect(readSettings(Object.fromEntries(given))).toMatchObject({
      database: { type: 'external', url: 'postgres://okienko:secret@database:5432/okienko' },
      http: { host: '0.0.0.0', port: 8080 },
      publicUrl: 'https://okienko.example',
      demo: false,
    });
  });
});

describe('Dockerfile', () => {
  test('builds in a stage of its own, from pinned images', () => {
    const images = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map((match) => match[1]);
    expect(images).toHaveLength(2);
    for (const image of images) expect(image).toMatch(/^[a-z]+:\d+\.\d+\.\d+-/);
  });

  test('runs as a normal user and says when it is healthy', () => {
    const last = dockerfile.slice(dockerfile.lastIndexOf('FROM '));
    expect(/^USER (\S+)/m.exec(last)?.[1]).toBe('node');
    expect(last).toMatch(/^HEALTHCHECK .*[\s\S]*\/readyz/m);
  });
});
