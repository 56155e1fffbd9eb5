/** `smarteros new provider` */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { authTypes, providerText, usualAuth } from '../change/scaffold.ts';
import { baseUrlOf } from './document-server.ts';
import { workspaceFlag, type Command } from './command.ts';
import { Misuse } from './exit.ts';
import { nameOf, type NewFile, shellWord, tenantOf, workspaceWords, writeNew } from './scaffold-file.ts';
import { tenantNames } from './tenant-names.ts';
import { workspaceFolder } from './workspace.ts';

/** Writes the manifest of a provider, and puts its OpenAPI document beside it. */
export const newProvider: Command = {
  description:
    'Writes the manifest of a company’s API: …/providers/<name>/provider.yaml, with the OpenAPI document beside it where there is one. Nothing that is there is overwritten.',
  args: {
    provider: { type: 'positional', description: 'Its name, as endpoints and capabilities refer to it' },
    tenant: { type: 'string', valueHint: 'NAME', description: 'Whose API it is; without it, all tenants share it' },
    'base-url': { type: 'string', valueHint: 'URL', description: 'Where it is; else the document’s first server' },
    openapi: { type: 'string', valueHint: 'FILE', description: 'Its OpenAPI document, which is copied' },
    auth: { type: 'enum', options: [...authTypes], description: 'How it asks for credentials', default: 'none' },
    category: {
      type: 'enum',
      options: ['erp', 'payments', 'ecommerce', 'custom'],
      description: 'What kind of system it is',
      default: 'custom',
    },
    private: { type: 'boolean', description: 'It is on a private network or on this machine' },
    workspace: workspaceFlag,
  },
  examples: [
    ['smarteros new provider shop --tenant demo --base-url https://tienda.demo.cl/api', 'endpoints by hand'],
    ['smarteros new provider shop --tenant demo --openapi shop.yaml --auth bearer', 'endpoints from its document'],
  ],
  run: (options) => {
    const workspace = workspaceFolder(String(options['workspace']));
    const name = nameOf('"smarteros new provider"', options['provider']);
    const tenant =
      options['tenant'] === undefined ? null : tenantOf(workspace, options['tenant'], tenantNames(workspace));
    const document = options['openapi'] === undefined ? null : documentAt(String(options['openapi']));
    const baseUrl = urlOf(options['base-url'], document?.text ?? null);
    const folder = `${tenant === null ? '' : `tenants/${tenant}/`}providers/${name}`;
    const text = providerText({
      name,
      tenant,
      baseUrl,
      category: String(options['category']),
      openapi: document?.name ?? null,
      isPrivate: options['private'] === true,
      auth: usualAuth(options['auth'] as (typeof authTypes)[number]),
      further: '',
      review: [],
    });
    const files: NewFile[] = [{ path: `${folder}/provider.yaml`, text, isManifest: true }];
    if (document !== null) files.push({ path: `${folder}/${document.name}`, text: document.text, isManifest: false });
    const words = workspaceWords(options['workspace']);
    const whose = tenant === null ? '' : ` --tenant ${tenant}`;
    const next =
      document === null
        ? `smarteros new endpoint ${name}/list-orders${whose} --method GET --path /orders${words}`
        : `smarteros new capability orders.search --tenant ${tenant ?? '<tenant>'} --endpoint "${name}/<operationId>"${words}`;
    return writeNew(workspace, files, next);
  },
};

function documentAt(given: string): { readonly name: string; readonly text: string } {
  if (/^https?:\/\//.test(given))
    throw new Misuse(`--openapi takes a file. Fetch it first: curl -fsSLo openapi.yaml ${shellWord(given)}`);
  const file = resolve(given);
  if (!existsSync(file) || !statSync(file).isFile()) throw new Misuse(`--openapi: there is no file ${file}.`);
  const text = readFileSync(file, 'utf8');
  if (!/["']?(openapi|swagger)["']?\s*:/.test(text))
    throw new Misuse(`--openapi: ${file} is no OpenAPI document: it says neither "openapi:" nor "swagger:".`);
  return { name: file.endsWith('.json') ? 'openapi.json' : 'openapi.yaml', text };
}

function urlOf(given: unknown, document: string | null): string {
  const url = given === undefined ? (document === null ? null : baseUrlOf(document)) : String(given);
  if (url === null)
    throw new Misuse(
      document === null
        ? '"smarteros new provider" needs --base-url, or --openapi with a document that names its server.'
        : 'The document names no server with a whole URL. Give it with --base-url.',
    );
  if (!/^https?:\/\/[^\s?#]+$/.test(url) || !URL.canParse(url))
    throw new Misuse(`--base-url takes a URL such as ${urlLike(url) ?? 'https://tienda.demo.cl/api'}, not "${url}".`);
  return url.replace(/\/+$/, '');
}

/** What was meant by a URL without its scheme, or with a query: null when that is none either. */
function urlLike(text: string): string | null {
  const bare = text.trim().replace(/[?#].*$/s, '');
  const url = bare.includes('://') ? bare : `https://${bare}`;
  return /^https?:\/\/[^\s/]+\.[^\s]+$/.test(url) && URL.canParse(url) ? url : null;
}
