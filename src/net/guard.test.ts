import type { LookupAddress } from 'node:dns';
import { describe, expect, it } from 'vitest';
import { isForbiddenHost, isPublicAddress } from '../addresses.ts';
import { anyLookup, publicLookup } from './guard.ts';
import { createResolve, type Resolve } from './names.ts';
import { openNet, requestTo, serveHttp } from './loopback.fixture.ts';

const publicAddresses = `
  8.8.8.8 1.1.1.1 93.184.216.34 172.15.255.255 172.32.0.0 100.63.255.255 100.128.0.0 192.167.255.255 223.255.255.255
  169.253.255.255 198.17.255.255 198.20.0.0 11.0.0.0 126.255.255.255 128.0.0.1
  2606:4700:4700::1111 2800:3f0:4001::200e 2a00:1450::1 2001:4860:4860::8888 2001:200::1 2003::1`;

/** By line: IPv4 specials, IPv6 specials, IPv6 that carries IPv4, zones and what is no address. */
const refusedAddresses = `
  0.0.0.0 0.1.2.3 10.0.0.1 10.255.255.255 100.64.0.1 100.100.100.200 100.127.255.255 127.0.0.1 127.255.255.254
  169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.192 192.0.2.1 192.88.99.1 192.168.0.1 198.18.0.1 198.19.255.255
  198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255 168.63.129.16
  :: ::1 0:0:0:0:0:0:0:1 fe80::1 FE80::1 febf::1 fec0::1 fc00::1 fd00:ec2::254 fdff::1 ff02::1 2001:db8::1 3fff::1
  100::1 5f00::1 4000::1
  ::ffff:127.0.0.1 ::ffff:7f00:1 ::FFFF:8.8.8.8 0:0:0:0:0:ffff:a9fe:a9fe ::127.0.0.1 ::ffff:0:127.0.0.1
  64:ff9b::127.0.0.1 64:ff9b::8.8.8.8 64:ff9b:1::a00:1 2002:7f00:1:: 2002:a9fe:a9fe::1 2001:0:7f00:1:: 2001::1
  2001:10::1 2001:20::1 fe80::5efe:7f00:1
  fe80::1%eth0 2606:4700::1%lo localhost 0x7f.0.0.1 127.1 2130706433 [::1] 8.8.8.8:80 010.0.0.1`;

/** Ways to write an inner address in a URL. */
const insideHosts = words(`
  127.0.0.1 127.1 2130706433 0x7f000001 0x7f.1 0177.0.0.1 017700000001 127.0.0.1. %31%32%37.0.0.1 ①②⑦.⓪.⓪.① 0 0.0.0.0
  [::1] [::] [0:0:0:0:0:0:0:1] [::ffff:127.0.0.1] [::ffff:7f00:1] [64:ff9b::7f00:1] [2002:7f00:1::]
  169.254.169.254 0xa9fea9fe 2852039166 [fd00:ec2::254] 10.1 192.168.257`);

function words(text: string): string[] {
  return text.trim().split(/\s+/);
}

describe('isPublicAddress', () => {
  it.each(words(publicAddresses))('accepts %s', (address) => expect(isPublicAddress(address)).toBe(true));

  it.each([...words(refusedAddresses), '', ' ', '8.8.8.8 '])('refuses %j', (address) =>
    expect(isPublicAddress(address)).toBe(false),
  );
});

describe('isForbiddenHost', () => {
  it.each(insideHosts)('sees through %s', (host) => expect(isForbiddenHost(new URL(`http://${host}`))).toBe(true));

  it.each(['8.8.8.8', '134744072', '[2606:4700:4700::1111]', 'example.com', 'localhost'])(
    'leaves %s to the lookup',
    (host) => expect(isForbiddenHost(new URL(`https://${host}`))).toBe(false),
  );
});

function resolver(...answers: string[][]): Resolve {
  return (_hostname, _options, callback) => {
    const addresses = answers.length > 1 ? answers.shift()! : answers[0]!;
    callback(
      null,
      addresses.map((address): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 })),
    );
  };
}

function lookUp(resolve: Resolve, all: boolean): Promise<unknown> {
  return new Promise((done) => {
    publicLookup(resolve)('name.example', { all }, (error, address, family) =>
      done(error?.code ?? { address, family }),
    );
  });
}

describe('anyLookup', () => {
  it('gives all addresses of a name, and fails when it has none', async () => {
    const look = (resolve: Resolve, all: boolean) =>
      new Promise((done) => {
        anyLookup(resolve)('name.example', { all }, (error, address) => done(error?.code ?? address));
      });
    expect(await look(resolver(['127.0.0.1', '::1']), false)).toBe('127.0.0.1');
    expect(await look(resolver(['127.0.0.1']), true)).toEqual([{ address: '127.0.0.1', family: 4 }]);
    expect(await look(resolver([]), true)).toBe('ENOTFOUND');
  });
});

describe('names', () => {
  it('are looked up once for all who ask meanwhile, and anew for who comes later', () => {
    const asked: string[] = [];
    const answers: (() => void)[] = [];
    const resolve = createResolve((hostname, { family }, callback) => {
      asked.push(`${hostname} ${String(family)}`);
      answers.push(() => callback(null, [{ address: `10.0.0.${asked.length}`, family: 4 }]));
    });
    const got: string[] = [];
    const ask = (hostname: string, family: 4 | 6) =>
      resolve(hostname, { all: true, family }, (_error, [first]) => got.push(first!.address));
    for (let times = 0; times < 3; times++) ask('a.example', 4);
    ask('a.example', 6);
    ask('b.example', 4);
    expect(asked).toEqual(['a.example 4', 'a.example 6', 'b.example 4']);
    answers[0]!();
    expect(got).toEqual(['10.0.0.3', '10.0.0.3', '10.0.0.3']);
    ask('a.example', 4);
    expect(asked).toHaveLength(4);
  });
});

describe('publicLookup', () => {
  it('gives only the public ones of a name’s addresses', async () => {
    const resolve = resolver(['127.0.0.1', '93.184.216.34', '::ffff:10.0.0.1', '2606:4700::1', '169.254.169.254']);
    expect(await lookUp(resolve, true)).toEqual({
      address: [
        { address: '93.184.216.34', family: 4 },
        { address: '2606:4700::1', family: 6 },
      ],
      family: undefined,
    });
    expect(await lookUp(resolve, false)).toEqual({ address: '93.184.216.34', family: 4 });
  });

  it('fails when none is left, or there was none', async () => {
    expect(await lookUp(resolver(['10.0.0.1', '::1']), true)).toBe('FORBIDDEN_ADDRESS');
    expect(await lookUp(resolver([]), false)).toBe('FORBIDDEN_ADDRESS');
  });

  it('judges each answer anew: a name that turns inside after its first answer is refused', async () => {
    const resolve = resolver(['93.184.216.34'], ['127.0.0.1']);
    expect(await lookUp(resolve, false)).toEqual({ address: '93.184.216.34', family: 4 });
    expect(await lookUp(resolve, false)).toBe('FORBIDDEN_ADDRESS');
  });
});

describe('a request to the public network', () => {
  it('reaches nothing on loopback, however it is spelt or named', async () => {
    let requests = 0;
    const origin = await serveHttp((_request, response) => void response.end(String(++requests)));
    const { port } = new URL(origin);
    const net = openNet({ resolve: resolver(['127.0.0.1', '::1']) });
    for (const host of [...insideHosts, 'localhost', 'rebinding.example', 'localhost.']) {
      const answer = await net.send(
        requestTo(`http://${new URL(`http://${host}`).hostname}:${port}`, { network: 'public' }),
      );
      expect([host, answer]).toEqual([
        host,
        { ok: false, reason: 'forbidden-address', detail: expect.any(String), phase: 'connect', sent: false },
      ]);
    }
    expect(requests).toBe(0);
    expect(await net.send(requestTo(origin))).toMatchObject({ ok: true });
  });

  it('never uses a connection that the private network opened', async () => {
    const origin = await serveHttp((_request, response) => void response.end('inside'));
    const named = origin.replace('127.0.0.1', 'localhost');
    const net = openNet();
    expect(await net.send(requestTo(named))).toMatchObject({ ok: true });
    expect(await net.send(requestTo(named, { network: 'public' }))).toMatchObject({
      ok: false,
      reason: 'forbidden-address',
    });
  });
});
