/** A workspace without a mistake, and every single slip that its people could make in it. */
import { isMap, isScalar, isSeq, type Node, type Pair, parseAllDocuments } from 'yaml';

/** Texts by path; comments, quotes and both styles of YAML on purpose. */
export const workspace: Readonly<Record<string, string>> = {
  'system.yaml': `apiVersion: smarteros/v1
kind: System
metadata: { name: smarteros }
spec:
  hosts: { api: 'https://api.example' } # quoted
  limits:
    requestBytes: 1048576
  operators: [demo/app]
`,
  'plans/trial.yaml': `apiVersion: smarteros/v1
kind: Plan
metadata: { name: trial }
spec:
  trial: { hours: 24 }
`,
  'providers/crm/provider.yaml': `apiVersion: smarteros/v1
kind: Provider
metadata: { name: crm }
spec: { baseUrl: 'https://crm.example', auth: { type: api_key, in: header, name: X-Key, key: { secret: crm-key } } }
`,
  'providers/crm/endpoints/find-people.yaml': `apiVersion: smarteros/v1
kind: Endpoint
metadata: { provider: crm, name: find-people }
spec:
  method: GET
  path: /people
  parameters:
    - name: query
      in: query
      required: true
      schema: { type: string }
  response:
    schema: { type: object, properties: { name: { type: string } } }
`,
  'tenants/demo/tenant.yaml': `# The shop.
apiVersion: smarteros/v1
kind: Tenant
metadata:
  name: demo
  title: Demo
spec:
  rut: 76.086.428-5
  businessName: 'Demo SpA'
  type: customer
  status: active # it pays
  plan: trial
`,
  'tenants/demo/clients/app.yaml': `apiVersion: smarteros/v1
kind: Client
metadata: { tenant: demo, name: app }
spec:
  keys: [{ sha256: 00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff }]
  allow:
    - orders.search
    - people.*
`,
  'tenants/demo/providers/shop/provider.yaml': `apiVersion: smarteros/v1
kind: Provider
metadata: { tenant: demo, name: shop }
spec:
  category: ecommerce
  baseUrl: https://shop.example/api
  openapi: openapi.yaml
  network: public
  auth:
    type: basic
    username: { secret: shop-user }
    password: { secret: shop-password }
  timeoutMs: 5000
`,
  'tenants/demo/providers/shop/openapi.yaml': `openapi: 3.1.0
info: { title: Shop, version: '1' }
paths:
  /orders:
    get:
      operationId: list-orders
      parameters:
        - { name: status, in: query, schema: { type: string, enum: [processing, completed] } }
        - { name: limit, in: query, schema: { type: integer } }
      responses:
        '200':
          description: All.
          content:
            application/json:
              schema:
                type: array
                items: { type: object, properties: { id: { type: integer }, total: { type: string } } }
`,
  'tenants/demo/providers/shop/endpoints/update-stock.yaml': `apiVersion: smarteros/v1
kind: Endpoint
metadata: { tenant: demo, provider: shop, name: update-stock }
spec:
  method: PATCH
  path: /stock/{sku}
  parameters: [{ name: sku, in: path, description: The code. }]
  body:
    required: true
    schema:
      type: object
      required: [quantity]
      properties:
        quantity: { type: integer, minimum: 0 }
  timeoutMs: 3000
`,
  'tenants/demo/capabilities/orders.search.yaml': `apiVersion: smarteros/v1
kind: Capability
metadata: { tenant: demo, name: orders.search }
spec:
  title: Search orders
  description: >-
    Finds orders
    by status.
  endpoint: "shop/list-orders"
  arguments:
    status:
      to: query.status
      map: { open: processing, done: completed }
      default: open
    most:
      to: query.limit
      schema: { type: integer, minimum: 1 }
      required: true
  result:
    items: $[*]
    each:
      id: { $from: $.id, $as: string }
      total: { $from: $.total, $as: number, $else: 0 }
  hints: { readOnly: true }
  timeoutMs: 4000
  examples:
    - arguments: { status: open, most: 5 }
      intents: [open orders]
`,
  'tenants/demo/capabilities/stock.set.yaml': `apiVersion: smarteros/v1
kind: Capability
metadata: { tenant: demo, name: stock.set }
spec:
  title: Set the stock
  description: Says how many there are.
  endpoint: shop/update-stock
`,
  'tenants/demo/capabilities/people.yaml': `apiVersion: smarteros/v1
kind: Capability
metadata: { tenant: demo, name: people.find }
spec: { title: Find people, description: By name., endpoint: crm/find-people }
---
apiVersion: smarteros/v1
kind: Capability
metadata: { tenant: demo, name: people.find-all }
spec: { title: Find all, description: By name., endpoint: crm/find-people, arguments: { query: { const: a } } }
`,
  'tenants/other/tenant.yaml': `apiVersion: smarteros/v1
kind: Tenant
metadata: { name: other }
spec: { rut: 77.879.240-0, businessName: Other SpA, type: customer, status: trial, plan: trial }
`,
};

/** One slip: a range of one file gets another text. */
export interface Slip {
  readonly kind: 'key' | 'word' | 'kind' | 'reference' | 'name' | 'type' | 'missing';
  readonly file: string;
  /** Names of the fields on the way, without indexes. */
  readonly path: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** What stands there, as a word that other files may refer to. */
  readonly was: string;
}

/** The text with the slip. */
export function slipped({ file, start, end, text }: Slip): string {
  const original = workspace[file] as string;
  return original.slice(0, start) + text + original.slice(end);
}

/** Below these, people choose the names. */
const freeMaps = /(^|\.)(schema|map|constant|headers|default|const|arguments|properties)$/;

const wordFields =
  /^(spec\.(type|status|method|network|category|auth\.(type|in)|parameters\.in|arguments\.\w+\.as)|spec\.result\.each\.\w+\.\$as|.*schema\.type|apiVersion)$/;
const referenceFields = /^(spec\.(plan|endpoint|operators|allow|arguments\.\w+\.to)|metadata\.(provider|tenant))$/;

/** Every slip of one letter or one word, in the order of files and places. */
export function allSlips(): Slip[] {
  return Object.entries(workspace).flatMap(([file, text]) => {
    if (!text.startsWith('apiVersion') && !text.startsWith('#')) return [];
    return parseAllDocuments(text).flatMap((document) => slipsBelow(document.contents as Node | null, '', file, text));
  });
}

function slipsBelow(node: Node | null, path: string, file: string, text: string): Slip[] {
  if (isSeq(node)) return node.items.flatMap((item) => slipsBelow(item as Node, path, file, text));
  if (isScalar(node)) return valueSlips(node, path, file, text);
  if (!isMap(node)) return [];
  return (node.items as Pair<Node, Node | null>[]).flatMap((pair) => {
    const name = String(isScalar(pair.key) ? pair.key.value : '');
    const here = path === '' ? name : `${path}.${name}`;
    const isFree = freeMaps.test(path) || /\.each$|examples\.arguments/.test(path);
    return [...(isFree ? [] : keySlips(pair.key, name, here, file)), ...slipsBelow(pair.value, here, file, text)];
  });
}

function keySlips(key: Node, name: string, path: string, file: string): Slip[] {
  const [start, end] = key.range as [number, number, number];
  return name.length < 3 ? [] : slipsOf(name).map((text) => ({ kind: 'key', file, path, start, end, text, was: name }));
}

/** Two letters swapped, one left out, one written twice. */
function slipsOf(word: string): string[] {
  const at = Math.max(1, word.length - 2);
  const swapped = word.slice(0, at) + word.slice(at + 1) + word[at];
  const made = [swapped, word.slice(0, at) + word.slice(at + 1), `${word}${word.at(-1)}`];
  return [...new Set(made)].filter((one) => one !== word);
}

function valueSlips(node: Node, path: string, file: string, text: string): Slip[] {
  const [start, end] = node.range as [number, number, number];
  const written = text.slice(start, end);
  const value = isScalar(node) ? node.value : null;
  const was = String(value);
  const quote = written.startsWith('"') || written.startsWith("'") ? (written[0] as string) : '';
  const slip = (kind: Slip['kind'], changed: string): Slip => ({ kind, file, path, start, end, text: changed, was });
  if (path === 'kind') return slipsOf(was).map((one) => slip('kind', one));
  if (wordFields.test(path)) return slipsOf(was).map((one) => slip('word', quote + one + quote));
  if (referenceFields.test(path)) return slipsOf(was).map((one) => slip('reference', quote + one + quote));
  if (path === 'metadata.name') return slipsOf(was).map((one) => slip('name', one));
  if (typeof value === 'number' && !/default|\$else|arguments|schema/.test(path)) return [slip('type', `"${written}"`)];
  if (typeof value === 'boolean') return [slip('type', value ? 'yes' : 'no'), slip('type', `'${written}'`)];
  return /title$|description$|businessName$/.test(path) && !written.startsWith('>')
    ? [slip('type', '0123'), slip('type', 'true')]
    : [];
}
