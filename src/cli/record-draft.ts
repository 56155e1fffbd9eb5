/** The end of a recording: manifests drafted as `import` drafts them, printed or written. */
import { existsSync } from 'node:fs';
import { schemaFile, schemaPathFrom } from '../change/modeline.ts';
import { join } from 'node:path';
import { draftProvider } from '../introspect/draft.ts';
import type { Introspection } from '../introspect/introspection.ts';
import { readWorkspace } from '../manifest/read.ts';
import { exitCodes, Misuse } from './exit.ts';
import { proveDraft } from './import-proof.ts';
import { importText, problemsText } from './import-report.ts';
import { type ImportRequest, refuseExisting } from './import-request.ts';
import { writeAll } from './import-write.ts';
import type { RecordTarget } from './record-proxy.ts';
import { nameOf, tenantOf } from './scaffold-file.ts';
import { capabilityNames, tenantNames } from './tenant-names.ts';
import { workspaceFolder } from './workspace.ts';

/** An import of which all is known but what will be recorded. */
export type RecordRequest = Omit<ImportRequest, 'source'>;

/** Reads the options; throws `Misuse`, also when the provider is there already: told before anything is recorded. */
export function recordRequest(options: Readonly<Record<string, unknown>>, target: RecordTarget): RecordRequest {
  const workspace = workspaceFolder(String(options['workspace']));
  const tenant = tenantOf(workspace, options['tenant'], tenantNames(workspace));
  const hasSchema = existsSync(join(workspace, schemaFile));
  const request: RecordRequest = {
    workspace,
    stray: null,
    workspaceWord: options['workspace'],
    isDryRun: options['dry-run'] === true,
    isJson: false,
    draft: {
      tenant,
      provider: nameOf('--provider', options['provider']),
      isShared: false,
      include: options['include'] === undefined ? [] : [String(options['include'])],
      exclude: [],
      writes: options['writes'] === true,
      most: null,
      baseUrl: target.basePath === '' ? null : target.origin + target.basePath,
      sourceUrl: null,
      auth: null,
      isPrivate: target.network === 'private',
      schemaFor: (path) => (hasSchema ? schemaPathFrom(path) : null),
      takenNames: new Set(capabilityNames(workspace, tenant)),
    },
  };
  if (!request.isDryRun) refuseExisting(request);
  return request;
}

/**
 * Drafts, proves, and prints or writes; the exit code. A dry run prints the manifests whole, and so does what cannot be written: nobody
 * should have to record again.
 */
export function draftRecorded(introspection: Introspection, recorded: RecordRequest): number {
  const request: ImportRequest = { ...recorded, source: { introspection, url: null, name: introspection.form } };
  const drafted = draftChosen(request);
  if ('misuse' in drafted) throw new Misuse(drafted.misuse);
  const proven = proveDraft(readWorkspace(request.workspace).files, drafted);
  const { files, capabilities } = proven.draft;
  const isFine = proven.errors.length === 0 && capabilities.length > 0;
  if (request.isDryRun || !isFine)
    process.stdout.write(files.map(({ path, text }) => `# ${path}\n${text}`).join('---\n'));
  else writeAll(request.workspace, files);
  process.stderr.write(importText(request, proven));
  if (proven.errors.length > 0) process.stderr.write(problemsText(proven));
  return isFine ? exitCodes.fine : exitCodes.problems;
}

/** Words that fit nothing of what was recorded are told, and not followed. */
function draftChosen({ source, draft }: ImportRequest): ReturnType<typeof draftProvider> {
  const drafted = draftProvider(source.introspection, draft);
  if (!('misuse' in drafted) || draft.include.length === 0) return drafted;
  process.stderr.write(`--include: ${drafted.misuse} What reads is taken instead.\n`);
  return draftProvider(source.introspection, { ...draft, include: [] });
}
