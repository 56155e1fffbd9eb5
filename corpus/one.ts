/** One document, in a process of its own: `node one.ts FOLDER DOCUMENT [--call]` writes its row as JSON. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { proveDraft } from '../src/cli/import-proof.ts';
import { readSource } from '../src/cli/import-source.ts';
import { draftProvider, type Draft, type DraftOptions } from '../src/introspect/draft.ts';
import type { Introspection } from '../src/introspect/introspection.ts';
import { hashOf, type SourceFile } from '../src/manifest/read.ts';
import type { Problem } from '../src/problem.ts';
import { byCredential } from './credentials.ts';
import { startLastingPrism } from './prism.ts';
import { roundTrip } from './round-trip.ts';
import { failedRow, together, unheardOf, type RoundTrip, type Row } from './row.ts';

const tenant = 'corpus';

type Place = Pick<DraftOptions, 'baseUrl' | 'isPrivate' | 'auth'>;

const [folder = '', document = '', flag] = process.argv.slice(2);

function failed(error: Error): Row {
  return failedRow(document, error.message);
}

/** Where nothing is called, the API's place does not matter. */
const placeholder: Place = { baseUrl: 'https://api.example', isPrivate: false, auth: null };

const everything: Omit<DraftOptions, keyof Place> = {
  tenant,
  provider: 'api',
  isShared: false,
  include: ['all'],
  exclude: [],
  writes: true,
  most: null,
  sourceUrl: null,
  schemaFor: () => null,
};

const tenantText = `apiVersion: smarteros/v1
kind: Tenant
metadata: { name: ${tenant}, title: Corpus }
spec: { rut: 76.086.428-5, businessName: Corpus SpA, type: customer, status: active }
`;

process.stdout.write(JSON.stringify(await rowOf(join(folder, document), flag === '--call').catch(failed)));

async function rowOf(file: string, isCalled: boolean): Promise<Row> {
  const startedAt = performance.now();
  const { introspection: read } = await readSource(file, { host: null, isPrivate: false });
  if (read.form === '') return failedRow(document, read.problems[0]?.message ?? 'no form was recognised');
  const proven = drafted(read, placeholder);
  if ('misuse' in proven) return failedRow(document, proven.misuse);
  const seconds = (performance.now() - startedAt) / 1000;
  const megabytes = process.resourceUsage().maxRSS / 1024;
  const { capabilities, setAside } = proven;
  return {
    document,
    form: read.form,
    operations: read.operations.length + read.setAside.length,
    capabilities: capabilities.length,
    setAside,
    problems: countedByCode(read.problems),
    seconds,
    megabytes,
    roundTrip: isCalled && capabilities.length > 0 ? await throughPrism(read, file) : null,
    failure: null,
  };
}

/** Everything of it, checked. */
function drafted(read: Introspection, place: Place): Draft | { readonly misuse: string } {
  const draft = draftProvider(read, { ...everything, ...place });
  if ('misuse' in draft) return draft;
  const proven = proveDraft([sourceFile('tenants/corpus/tenant.yaml', tenantText)], draft);
  const [error] = proven.errors;
  return error === undefined ? proven.draft : { misuse: `${error.span.file}:${error.span.line} ${error.message}` };
}

function sourceFile(path: string, text: string): SourceFile {
  return { path, text, hash: hashOf(text) };
}

function countedByCode(problems: readonly Problem[]): Record<string, number> {
  return Object.fromEntries([...Map.groupBy(problems, ({ code }) => code)].map(([code, all]) => [code, all.length]));
}

async function throughPrism(read: Introspection, file: string): Promise<RoundTrip> {
  const prism = await startLastingPrism(file);
  const { groups, unsendable } = byCredential(withoutTokenServer(read));
  const trips: RoundTrip[] = [
    unheardOf(
      unsendable.map(({ name }) => name),
      'its credential is one that cannot be sent',
    ),
  ];
  try {
    for (const { auth, operations } of groups) {
      const draft = drafted({ ...withoutTokenServer(read), operations }, { baseUrl: prism.url, isPrivate: true, auth });
      if ('misuse' in draft)
        trips.push(
          unheardOf(
            operations.map(({ name }) => name),
            draft.misuse,
          ),
        );
      else trips.push(await inWorkspace(draft, (workspace) => roundTrip(workspace, tenant, prism.revive)));
    }
  } finally {
    await prism.stop();
  }
  return together(trips);
}

async function inWorkspace<T>(draft: Draft, run: (workspace: string) => Promise<T>): Promise<T> {
  const workspace = mkdtempSync(join(tmpdir(), 'smarteros-corpus-'));
  try {
    for (const { path, text } of [...draft.files, { path: 'tenants/corpus/tenant.yaml', text: tenantText }]) {
      mkdirSync(join(workspace, dirname(path)), { recursive: true });
      writeFileSync(join(workspace, path), text);
    }
    return await run(workspace);
  } finally {
    rmSync(workspace, { recursive: true, force: true });
  }
}

/** Nobody gives tokens here; to an API, one is as good as any other that comes in the same header. */
function withoutTokenServer(read: Introspection): Introspection {
  const credentials = read.credentials.map((one) =>
    one.type === 'oauth2' ? ({ type: 'bearer', operations: one.operations } as const) : one,
  );
  return { ...read, credentials };
}
