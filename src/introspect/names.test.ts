/** What operations of real APIs are called: as a person would call them, and the same whatever else a document has. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nameOperations } from './names.ts';
import { operation } from './operation.fixture.ts';

/** Names of operations, given as `METHOD /path #operationId`. */
function namesOf(lines: readonly string[]): string[] {
  const operations = lines.map((line) => {
    const [request, id] = line.split(' #') as [string, string | undefined];
    return operation(request, id === undefined ? {} : { name: id });
  });
  const names = nameOperations(operations);
  return operations.map((each) => names.get(each) as string);
}

describe('an operation by itself is called', () => {
  test.each([
    // things and what is in them
    ['GET /orders', 'orders.search'],
    ['GET /orders/{id}', 'orders.get'],
    ['POST /orders', 'orders.create'],
    ['PUT /orders/{id}', 'orders.update'],
    ['PATCH /orders/{id}', 'orders.update'],
    ['DELETE /orders/{id}', 'orders.delete'],
    ['GET /orders/{order_id}/notes', 'orders.notes.search'],
    ['POST /orders/{order_id}/notes', 'orders.notes.create'],
    ['GET /orders/{order_id}/notes/{id}', 'orders.notes.get'],
    ['GET /v1/payments/search #searchPayments', 'payments.search'],
    ['POST /products/batch', 'products.batch'],
    ['GET /products/categories', 'products.categories.search'],
    // what is done to things
    ['POST /v1/orders/{id}/refund #refundOrder', 'orders.refund'],
    ['PUT /v1/payments/{id}/cancel #cancelPayment', 'payments.cancel'],
    ['POST /v1/payments/{id}/refunds #refundPayment', 'payments.refunds.create'],
    ['POST /workflows/{id}/activate', 'workflows.activate'],
    ['PUT /servers/{server_id}/zones/{zone_id}/rectify #rectifyZone', 'zones.rectify'],
    ['GET /servers/{server_id}/zones/{zone_id}/export #axfrExportZone', 'zones.export'],
    ['GET /orders/count', 'orders.count'],
    ['POST /v1/{name}:cancel', 'name.cancel'],
    ['POST /v1/operations/{name}:cancel', 'operations.cancel'],
    ['POST /{Version}/{Flow-ID}/publish #publishFlow', 'flow.publish'],
    // what says nothing is left out
    ['GET /api/v1/accounts/{account_id}/contacts', 'contacts.search'],
    ['GET /platform/api/v1/accounts/{account_id}', 'platform.accounts.get'],
    ['GET /2010-04-01/Accounts/{AccountSid}/Messages.json #ListMessage', 'messages.search'],
    ['GET /2010-04-01/Accounts/{AccountSid}/Messages/{Sid}.json #FetchMessage', 'messages.get'],
    ['POST /2010-04-01/Accounts/{AccountSid}/Keys/{Sid}.json #UpdateKey', 'keys.update'],
    ['GET /wp-json/wc/v3/orders', 'orders.search'],
    ['GET /accounts/{identifier}/access/apps', 'access.apps.search'],
    ['GET /containers/json #ContainerList', 'containers.search'],
    ['GET /containers/{id}/json #ContainerInspect', 'containers.get'],
    ['POST /containers/create #ContainerCreate', 'containers.create'],
    ['GET /apis/networking.k8s.io/v1/ingresses', 'networking.ingresses.search'],
    ['GET /2.0/users/{username} #getUserByName', 'users.get'],
    // one of its kind
    ['GET /me', 'me.get'],
    ['GET /account/balance', 'account.balance.get'],
    ['GET /pos #searchPos', 'pos.search'],
    ['GET /menu #listMenuItems', 'menu.search'],
    ['GET /order-items #listOrderItems', 'order-items.search'],
    ['GET /museum-hours #getMuseumHours', 'museum-hours.search'],
    ['POST /oauth2/register #registerOAuth2Client', 'oauth2.register'],
    // verbs in the path
    ['POST /chat.postMessage #chat_postMessage', 'chat.post-message'],
    ['GET /conversations.list #conversations_list', 'conversations.list'],
    ['POST /admin.teams.settings.setName #x', 'admin.teams.settings.set-name'],
    ['POST /sendMessage #sendMessage', 'message.send'],
    ['POST /bot{token}/sendMessage', 'bot.message.send'],
    ['POST /getUpdates #getUpdates', 'updates.get'],
    ['POST /stopPoll #stopPoll', 'poll.stop'],
    ['POST /open-hours', 'open-hours.create'],
    ['POST /setWebhook', 'webhook.set'],
    ['GET /orders/getById', 'orders.by-id.get'],
    ['POST /jsonrpc', 'jsonrpc.call'],
    ['POST /json/2/res.partner/search_read', 'res.partner.search-read.create'],
    // ids that say the method, the path or a class
    ['POST /v1/customers/{customer} #PostCustomersCustomer', 'customers.update'],
    ['GET / #AppController_getHello', 'hello.get'],
    ['GET /users #UsersController_findAll', 'users.search'],
    ['POST /crm/v3/contacts/search #post-/crm/v3/contacts/search_doSearch', 'crm.contacts.search'],
    ['DELETE /issues/{number}/lock #issues/unlock', 'issues.lock.delete'],
    // odd ones
    ['GET / #listPets', 'pets.list'],
    ['GET /', 'api.get'],
    ['GET /pedidos/{id}/líneas', 'pedidos.lineas.search'],
    ['GET /订单', 'api.get'],
    ['GET /{proto}/{constructor}', 'api.get'],
  ])('%s → %s', (line, name) => {
    expect(namesOf([line])).toEqual([name]);
  });
});

test('one that is a list by its answer is searched', () => {
  const stock = operation('GET /existencia', { response: { type: 'array', items: { type: 'object' } } });
  expect([...nameOperations([stock]).values()]).toEqual(['existencia.search']);
});

test.each<[string, Record<string, unknown>, string]>([
  ['more beside it', { currency: {}, holder: {}, lines: 'list' }, 'balance.get'],
  ['what is said of a list', { has_more: {}, cursor: {}, entries_of_it: 'list' }, 'balance.search'],
])('one whose only list has %s beside it', (_what, members, name) => {
  const list = { type: 'array', items: { type: 'object', properties: { amount: { type: 'number' } } } };
  const properties = Object.fromEntries(
    Object.entries(members).map(([key, kind]) => [key, kind === 'list' ? list : { type: 'string' }]),
  );
  const one = operation('GET /balance', { response: { type: 'object', properties } });
  expect([...nameOperations([one]).values()]).toEqual([name]);
});

describe('of two that want one name', () => {
  test.each([
    [
      ['PUT /orders/{id}', 'PATCH /orders/{id}', 'POST /orders/{id}'],
      ['orders.replace', 'orders.update', 'orders.update-by-id'],
    ],
    [
      ['GET /v2/orders', 'GET /v1/orders'],
      ['v2.orders.search', 'orders.search'],
    ],
    [
      ['GET /zones/{id}/lists', 'GET /accounts/{id}/lists', 'GET /lists'],
      ['zones.lists.search', 'accounts.lists.search', 'lists.search'],
    ],
    [
      ['GET /orders/{id}', 'GET /orders/{number}'],
      ['orders.get', 'orders.get-by-number'],
    ],
    [
      ['GET /orders', 'POST /orders/search'],
      ['orders.search', 'orders.query'],
    ],
  ])('%j', (lines, names) => {
    expect(namesOf(lines)).toEqual(names);
  });
});

test('names of tools that the gateway has are never taken', () => {
  expect(namesOf(['POST /call.read'])).toEqual(['call.read-2']);
});

test('a name that another provider has stands behind this one’s', () => {
  const orders = operation('GET /orders');
  const names = nameOperations([orders], { taken: new Set(['orders.search']), provider: 'shop' });
  expect(names.get(orders)).toBe('shop.orders.search');
});

test('what has a name keeps it', () => {
  const [orders, old] = [operation('GET /orders'), operation('GET /v1/orders')];
  const names = nameOperations([orders, old], { known: (one) => (one === old ? 'orders.search' : undefined) });
  expect([names.get(orders), names.get(old)]).toEqual(['orders.search-2', 'orders.search']);
});

const word = fc.constantFrom(
  'orders',
  'notes',
  'v1',
  'api',
  'accounts',
  '{id}',
  '{order}',
  'sendMessage',
  'cancel',
  'a.b',
  'Ñandú',
  '%2e',
  '__proto__',
  'x'.repeat(60),
  'order-items-of-a-long-name-that-goes-on',
);
const path = fc
  .array(fc.oneof(word, fc.string({ maxLength: 12 })), { maxLength: 6 })
  .map((words) => `/${words.join('/')}`);
const operations = fc
  .uniqueArray(
    fc.tuple(fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE'), path).map((pair) => pair.join(' ')),
    { maxLength: 25 },
  )
  .map((lines) => lines.map((line) => operation(line)));

test('any operations have names of the house form, no two alike as tools', () => {
  fc.assert(
    fc.property(operations, (all) => {
      const names = [...nameOperations(all).values()];
      for (const name of names)
        expect(name).toMatch(/^(?=.{3,40}$)[a-z][a-z0-9]*([_-][a-z0-9]+)*(\.[a-z0-9]+([_-][a-z0-9]+)*)+$/);
      expect(new Set(names.map((name) => name.replaceAll(/[.-]/g, '_'))).size).toBe(all.length);
    }),
  );
});

test('neither the order of a document nor what is taken out of it changes a name that nobody else wants', () => {
  fc.assert(
    fc.property(operations, fc.nat(), (all, pick) => {
      const names = nameOperations(all);
      const turned = nameOperations(all.toReversed());
      for (const each of all) expect(turned.get(each)).toBe(names.get(each));
      const gone = all[pick % Math.max(1, all.length)];
      const left = nameOperations(all.filter((each) => each !== gone));
      for (const [each, name] of left) {
        const alone = nameOperations([each]).get(each);
        if (names.get(each) === alone) expect(name).toBe(alone);
      }
    }),
  );
});
