/** `smarteros import` */
import { authTypes } from '../change/scaffold.ts';
import { draftProvider } from '../introspect/draft.ts';
import { readWorkspace } from '../manifest/read.ts';
import { workspaceFlag, type Command } from './command.ts';
import { exitCodes, Misuse } from './exit.ts';
import { refreshImport } from './import-refresh.ts';
import { proveDraft, type ProvenDraft } from './import-proof.ts';
import { importRequest, type ImportRequest, refuseExisting } from './import-request.ts';
import { importJson, importText, problemsText } from './import-report.ts';
import { writeAll } from './import-write.ts';

/** Turns a company's API into a provider and capabilities. */
export const importApi: Command = {
  description:
    'Turns a company’s API into a provider and capabilities worth having: from an OpenAPI document, or without one from a HAR file, a Postman collection or cURL commands. Reads alone are exposed unless writes are asked for. What would be an error of "check" is set aside with its reason; nothing that is there is overwritten.\n\nOperations are chosen by words joined by commas: tag:orders, op:listOrders, path:/orders*, name:orders.* (the capability’s name) and all are alternatives; a method narrows them (tag:orders,GET), and a method that writes asks for it (tag:orders,GET,POST), as an operation that is named whole does. Deprecated ones have to be named whole.\n\nExits 0 when capabilities were made, 1 when nothing could be. A refresh exits 0 when all followed, 1 with new errors of the workspace, 2 with conflicts, 3 when something breaks.',
  args: {
    source: { type: 'positional', description: 'A file, a URL, or - for standard input' },
    tenant: {
      type: 'string',
      valueHint: 'NAME',
      description: 'Who gets the capabilities; the only one, else asked for',
    },
    provider: { type: 'string', valueHint: 'NAME', description: 'What the API is called; else made from its title' },
    include: {
      type: 'string',
      repeated: true,
      valueHint: 'WORDS',
      description: 'Which operations, several times if need be; else those that read, at most 40',
    },
    exclude: { type: 'string', repeated: true, valueHint: 'WORDS', description: 'Which of those not' },
    writes: { type: 'boolean', description: 'Operations that change something are included, too' },
    max: { type: 'string', valueHint: 'NUMBER', description: 'Most capabilities, the most useful first' },
    'base-url': { type: 'string', valueHint: 'URL', description: 'Where the API is; else the document’s first server' },
    auth: { type: 'enum', options: [...authTypes], description: 'How it asks for credentials; else as declared' },
    host: { type: 'string', valueHint: 'HOST', description: 'Of recorded traffic: whose calls count' },
    header: {
      type: 'string',
      repeated: true,
      valueHint: 'NAME: VALUE',
      description: 'Sent to the URL of a document behind a key, several times if need be; never kept',
    },
    shared: { type: 'boolean', description: 'All tenants share the provider; the capabilities are the tenant’s' },
    private: { type: 'boolean', description: 'The API is on a private network or on this machine' },
    refresh: {
      type: 'boolean',
      description: 'Bring a provider that is there up to date with its source; what people edited stays',
    },
    'dry-run': { type: 'boolean', description: 'Show what would be written, and write nothing' },
    yes: { type: 'boolean', description: 'Ask nothing, also in a terminal' },
    json: { type: 'boolean', description: 'Tell what was made as JSON; with --dry-run, the files whole' },
    workspace: workspaceFlag,
  },
  examples: [
    ['smarteros import openapi.yaml --tenant demo --provider shop', 'what reads, at most 40'],
    ['smarteros import openapi.yaml --tenant demo --provider shop --include tag:orders,GET', 'one tag'],
    [
      'smarteros import openapi.yaml --tenant demo --provider shop --include path:/orders* --writes --dry-run',
      'look first',
    ],
    ['smarteros import openapi.yaml --tenant demo --provider shop --refresh', 'after the document changed'],
    ['smarteros import calls.har --tenant demo --provider shop', 'without a document'],
  ],
  run: async (options) => {
    const isRefresh = options['refresh'] === true;
    // What is asked of a person in an import, the manifests say in a refresh.
    const request = await importRequest(isRefresh ? { ...options, yes: true } : options);
    if (isRefresh) return refresh(options, request);
    const drafted = draftProvider(request.source.introspection, request.draft);
    if ('misuse' in drafted) throw new Misuse(drafted.misuse);
    const { workspace } = request;
    refuseExisting(request);
    const proven = proveDraft(readWorkspace(workspace).files, drafted);
    const isFine = proven.errors.length === 0 && proven.draft.capabilities.length > 0;
    if (isFine && !request.isDryRun) writeAll(workspace, proven.draft.files);
    tell(request, proven);
    return isFine ? exitCodes.fine : exitCodes.problems;
  },
};

function refresh(
  options: Readonly<Record<string, unknown>>,
  { workspace, source, draft, ...request }: ImportRequest,
): number {
  const without = ['base-url', 'auth', 'max', 'shared'].find((flag) => options[flag] !== undefined);
  if (without !== undefined)
    throw new Misuse(`--${without} goes with a first import. The provider’s manifest says it now: edit it there.`);
  const { tenant, provider, include, exclude, writes } = draft;
  return refreshImport({
    folder: workspace,
    tenant,
    provider,
    source: source.introspection,
    include,
    exclude,
    writes,
    isDryRun: request.isDryRun,
    format: request.isJson ? 'json' : 'pretty',
  });
}

function tell(request: ImportRequest, proven: ProvenDraft): void {
  if (request.isJson) {
    process.stdout.write(importJson(request, proven));
    return;
  }
  process.stdout.write(importText(request, proven));
  if (proven.errors.length > 0) process.stderr.write(problemsText(proven));
}
