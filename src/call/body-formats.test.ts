/** What is kept, shown, approved and repeated of calls whose bodies are no JSON. */
import { expect, test } from 'vitest';
import { capability, provider, system, tenant } from '../build/workspace.fixture.ts';
import { buildOf } from '../build/workspace.fixture.ts';
import type { AuditBegin } from '../audit/audit.ts';
import type { Json } from '../schema.ts';
import { answered, demoCaller, plainOrigin, refusalOf, scriptedNet } from './call.fixture.ts';
import { createCalls } from './call.ts';
import { fixedSecrets, testPorts } from './ports.fixture.ts';

const pin = { type: 'string', format: 'password' };
const endpoints = {
  upload: {
    method: 'POST',
    path: '/files',
    body: {
      contentType: 'multipart/form-data',
      constant: { source: 'api' },
      schema: {
        type: 'object',
        properties: {
          file: { type: 'string', format: 'binary' },
          pin,
          about: { type: 'object', properties: { pin, note: { type: 'string' } } },
        },
      },
    },
  },
  form: {
    method: 'POST',
    path: '/forms',
    body: {
      contentType: 'application/x-www-form-urlencoded',
      schema: { type: 'object', properties: { pin, note: { type: 'string' } } },
    },
  },
  picture: { method: 'PUT', path: '/picture', body: { contentType: 'image/png' } },
};

const workspace = {
  ...system(),
  ...tenant('demo'),
  ...provider('demo', 'shop', 'http://127.0.0.1:1', endpoints, {
    auth: { type: 'api_key', in: 'cookie', name: 'session', key: { secret: 'k' } },
  }),
  ...capability('demo', 'files.upload', 'shop/upload'),
  ...capability('demo', 'forms.send', 'shop/form'),
  ...capability('demo', 'picture.set', 'shop/picture'),
  ...capability('demo', 'picture.change', 'shop/picture', { approval: 'required' }),
};

const secret = 'of-the-gateway/+';
const picture = Buffer.from('a picture of the shop').toString('base64');
const upload = { file: picture, pin: '4711', about: { pin: '4712', note: 'hello' } };

function setUp() {
  const net = scriptedNet(() => answered({ echo: `session=${secret}` }));
  const begun: AuditBegin[] = [];
  const ports = testPorts(net, { secrets: fixedSecrets({ k: secret }) });
  const audit: typeof ports.audit = {
    ...ports.audit,
    begin: async (entry) => {
      begun.push(entry);
      return ports.audit.begin(entry);
    },
  };
  return { net, begun, ports: { ...ports, audit }, call: demoCaller(workspace, { ...ports, audit }) };
}

test('bodies are sent by their format, and a credential that comes back is taken out', async () => {
  const { net, call } = setUp();
  const { reply } = await call('files.upload', upload);
  await call('forms.send', { pin: '4711', note: 'a&b' });
  await call('picture.set', { body: picture });
  const [first, second, third] = net.sent;
  const form = await new Response(first?.body as Buffer<ArrayBuffer>, {
    headers: { 'content-type': first?.headers['content-type'] as string },
  }).formData();
  expect([...form.keys()]).toEqual(['source', 'file', 'pin', 'about']);
  expect(await (form.get('file') as File).text()).toBe('a picture of the shop');
  expect(second?.body).toBe('pin=4711&note=a%26b');
  expect(third).toMatchObject({ body: Buffer.from('a picture of the shop'), headers: { 'content-type': 'image/png' } });
  expect(first?.headers['cookie']).toBe(`session=${secret}`);
  expect(JSON.stringify(reply)).not.toContain(secret);
});

test('records hold no bytes and no marked value', async () => {
  const { begun, call } = setUp();
  await call('files.upload', upload);
  await call('picture.set', { body: `data:image/png;name=a.png;base64,${picture}` });
  expect(begun.map((entry) => JSON.parse(entry.arguments))).toEqual([
    { file: '<21 bytes>', pin: '[redacted]', about: { pin: '[redacted]', note: 'hello' } },
    { body: '<21 bytes>' },
  ]);
});

async function shown(name: string, args: Json) {
  const { ports } = setUp();
  const { table } = buildOf(workspace);
  const shard = table.tenants['demo']!;
  const calls = createCalls(ports);
  const operation = shard.operations[name]!;
  return (await calls.rehearse({ shard, operation, arguments: args, table: table.version, origin: plainOrigin }))
    .request;
}

test('a dry run shows fields and parts, without bytes, marked values and the credential', async () => {
  const multipart = await shown('files.upload', upload);
  expect(multipart?.body?.split('\r\n')).toEqual([
    '--boundary',
    'Content-Disposition: form-data; name="source"',
    '',
    'api',
    '--boundary',
    'Content-Disposition: form-data; name="file"; filename="file"',
    'Content-Type: application/octet-stream',
    '',
    '<21 bytes>',
    '--boundary',
    'Content-Disposition: form-data; name="pin"',
    '',
    '[redacted]',
    '--boundary',
    'Content-Disposition: form-data; name="about"',
    'Content-Type: application/json',
    '',
    '{"pin":"[redacted]","note":"hello"}',
    '--boundary--',
    '',
  ]);
  expect(multipart?.headers['cookie']).not.toContain(secret);
  expect(await shown('forms.send', { pin: '4711', note: 'a&b' })).toMatchObject({
    body: 'pin=%5Bredacted%5D&note=a%26b',
  });
  expect(await shown('picture.set', { body: picture })).toMatchObject({ body: '<21 bytes>' });
});

test('bytes that are none are told by their argument, and nothing is sent', async () => {
  const { net, call } = setUp();
  const refusal = refusalOf((await call('files.upload', { file: 'no base64!' })).reply);
  expect(refusal).toMatchObject({ code: 'invalid-arguments', errors: [{ argument: 'file' }] });
  expect(net.sent).toEqual([]);
});

test('a repeated call sends nothing again, and one with other bytes under its key is refused', async () => {
  const { net, call } = setUp();
  const keyed = { idempotencyKey: 'one' };
  await call('files.upload', upload, keyed);
  expect(await call('files.upload', upload, keyed)).toMatchObject({ replayed: true });
  const other = { ...upload, file: Buffer.from('another picture, as it').toString('base64') };
  expect(refusalOf((await call('files.upload', other, keyed)).reply).code).toBe('idempotency-conflict');
  expect(net.sent).toHaveLength(1);
});

test('an approver sees how many bytes there are, and the approval is for these alone', async () => {
  const { net, ports, call } = setUp();
  const asked = refusalOf((await call('picture.change', { body: picture })).reply);
  expect(asked).toMatchObject({ code: 'approval-required' });
  const other = refusalOf((await call('picture.change', { body: 'AAAA' })).reply);
  expect(other.approval?.id).not.toBe(asked.approval?.id);
  const pending = await createCalls(ports).approvals.find('demo', asked.approval?.id as string);
  expect(pending).toMatchObject({ record: { request: { body: '<21 bytes>', arguments: { body: '<21 bytes>' } } } });
  expect(JSON.stringify(pending)).not.toContain(picture);
  expect(net.sent).toEqual([]);
});
