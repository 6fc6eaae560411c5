import fc from '../support/properties';
import { closedKind, readAddress } from '../../src/providers/pages/guard/addresses';
import { readAllowList } from '../../src/providers/pages/guard/allow-list';
import { checkUrl, openAddresses } from '../../src/providers/pages/guard/check';
import { AddressRefused } from '../../src/providers/pages/guard/refused';

const nothing = readAllowList([]);
const refusal = (url: string, allowed = nothing): string | undefined => {
  try {
    checkUrl(url, allowed);
    return undefined;
  } catch (error) {
    if (error instanceof AddressRefused) return error.message;
    throw error;
  }
};

test.each<[string, string | undefined]>([
  ['8.8.8.8', undefined],
  ['1.1.1.1', undefined],
  ['172.15.255.255', undefined],
  ['172.32.0.0', undefined],
  ['100.63.255.255', undefined],
  ['100.128.0.0', undefined],
  ['169.253.255.255', undefined],
  ['223.255.255.255', undefined],
  ['2606:4700:4700::1111', undefined],
  ['2a00:1450:4001:81b::200e', undefined],
  ['::ffff:8.8.8.8', undefined],
  ['127.0.0.1', 'loopback'],
  ['127.255.255.254', 'loopback'],
  ['::1', 'loopback'],
  ['::ffff:127.0.0.1', 'loopback'],
  ['::ffff:7f00:1', 'loopback'],
  ['10.0.0.1', 'private'],
  ['10.255.255.255', 'private'],
  ['172.16.0.1', 'private'],
  ['172.31.255.255', 'private'],
  ['192.168.0.1', 'private'],
  ['fc00::1', 'private'],
  ['fdff:ffff::1', 'private'],
  ['::ffff:10.1.2.3', 'private'],
  ['169.254.0.1', 'link-local'],
  ['fe80::1', 'link-local'],
  ['fe80::1%eth0', 'link-local'],
  ['febf::1', 'link-local'],
  ['100.64.0.1', 'shared'],
  ['100.127.255.255', 'shared'],
  ['169.254.169.254', 'cloud metadata'],
  ['::ffff:169.254.169.254', 'cloud metadata'],
  ['168.63.129.16', 'cloud metadata'],
  ['100.100.100.200', 'cloud metadata'],
  ['192.0.0.192', 'cloud metadata'],
  ['fd00:ec2::254', 'cloud metadata'],
  ['0.0.0.0', 'reserved'],
  ['0.1.2.3', 'reserved'],
  ['::', 'reserved'],
  ['224.0.0.1', 'reserved'],
  ['239.255.255.255', 'reserved'],
  ['ff02::1', 'reserved'],
  ['240.0.0.1', 'reserved'],
  ['255.255.255.255', 'reserved'],
  ['192.0.0.1', 'reserved'],
  ['192.0.2.1', 'reserved'],
  ['198.51.100.1', 'reserved'],
  ['203.0.113.1', 'reserved'],
  ['198.18.0.1', 'reserved'],
  ['198.19.255.255', 'reserved'],
  ['192.88.99.1', 'reserved'],
  ['2001:db8::1', 'reserved'],
  ['3fff::1', 'reserved'],
  ['2001:2::1', 'reserved'],
  ['2001:10::1', 'reserved'],
  ['100::1', 'reserved'],
  ['fec0::1', 'reserved'],
  ['5f00::1', 'reserved'],
  // IPv4 addresses in IPv6: compatible, translated, NAT64 (well-known and local), 6to4, Teredo.
  ['::127.0.0.1', 'reserved'],
  ['::8.8.8.8', 'reserved'],
  ['::ffff:0:127.0.0.1', 'reserved'],
  ['64:ff9b::127.0.0.1', 'reserved'],
  ['64:ff9b:1::7f00:1', 'reserved'],
  ['2002:7f00:1::', 'reserved'],
  ['2002:808:808::', 'reserved'],
  ['2001:0:4136:e378:8000:63bf:3fff:fdd2', 'reserved'],
])('%s is of kind %s', (text, kind) => {
  expect(closedKind(readAddress(text)!)).toBe(kind);
});

test.each<[string, RegExp | undefined]>([
  ['https://example.org/page?q=1#part', undefined],
  ['http://example.org:8080/', undefined],
  ['https://example.org./', undefined],
  ['https://münchen.de/', undefined],
  ['https://a_b.example.org/', undefined],
  ['http://93.184.215.14/', undefined],
  ['http://[2606:4700:4700::1111]/', undefined],
  // What is no web address.
  ['', /is no address such as/],
  ['example.org', /is no address such as/],
  ['/etc/passwd', /is no address such as/],
  ['http://', /is no address such as/],
  ['http://ex ample.org/', /is no address such as/],
  ['http://256.1.1.1/', /is no address such as/],
  ['http://[fe80::1%25eth0]/', /is no address such as/],
  ['http://[fe80::1%eth0]/', /is no address such as/],
  ['http://localhost%00.example.org/', /is no address such as/],
  ['file:///etc/passwd', /only http and https are open/],
  ['ftp://example.org/', /only http and https are open/],
  ['gopher://127.0.0.1:70/', /only http and https are open/],
  ['javascript:alert(1)', /only http and https are open/],
  ['data:text/html,hello', /only http and https are open/],
  ['blob:https://example.org/1', /only http and https are open/],
  ['view-source:https://example.org/', /only http and https are open/],
  [`https://example.org/${'a'.repeat(2_048)}`, /is longer than 2048 characters/],
  // Names before the host.
  ['https://user@example.org/', /holds a user name or a password/],
  ['https://user:password@example.org/', /holds a user name or a password/],
  ['https://:password@example.org/', /holds a user name or a password/],
  ['https://example.org@127.0.0.1/', /holds a user name or a password/],
  ['https://127.0.0.1#@example.org/', /127\.0\.0\.1 is a loopback address/],
  ['https://127.0.0.1\\@example.org/', /127\.0\.0\.1 is a loopback address/],
  ['https://example.org\\@127.0.0.1/', undefined],
  // Ports.
  ['http://example.org:443/', undefined],
  ['https://example.org:80/', undefined],
  ['http://example.org:22/', /^Port 22 is closed/],
  ['http://example.org:25/', /^Port 25 is closed/],
  ['http://example.org:1023/', /^Port 1023 is closed/],
  ['http://example.org:0/', /^Port 0 is closed/],
  ['http://example.org:6000/', undefined],
  ['http://example.org:65536/', /is no address such as/],
  // Spellings of 127.0.0.1.
  ['http://127.0.0.1/', /127\.0\.0\.1 is a loopback address/],
  ['http://127.0.0.1./', /127\.0\.0\.1 is a loopback address/],
  ['http:127.0.0.1', /127\.0\.0\.1 is a loopback address/],
  ['http:///127.0.0.1/', /127\.0\.0\.1 is a loopback address/],
  ['http:\\\\127.0.0.1\\', /127\.0\.0\.1 is a loopback address/],
  [' \thttp://127.0.0.1/\n', /127\.0\.0\.1 is a loopback address/],
  ['http://127.0.\n0.1/', /127\.0\.0\.1 is a loopback address/],
  ['HTTP://127.0.0.1/', /127\.0\.0\.1 is a loopback address/],
  ['http://2130706433/', /127\.0\.0\.1 is a loopback address/],
  ['http://0x7f000001/', /127\.0\.0\.1 is a loopback address/],
  ['http://017700000001/', /127\.0\.0\.1 is a loopback address/],
  ['http://0177.0.0.01/', /127\.0\.0\.1 is a loopback address/],
  ['http://0X7F.0x0.0.1/', /127\.0\.0\.1 is a loopback address/],
  ['http://127.1/', /127\.0\.0\.1 is a loopback address/],
  ['http://127.0.1/', /127\.0\.0\.1 is a loopback address/],
  ['http://%31%32%37.0.0.1/', /127\.0\.0\.1 is a loopback address/],
  ['http://１２７.０.０.１/', /127\.0\.0\.1 is a loopback address/],
  ['http://127。0。0。1/', /127\.0\.0\.1 is a loopback address/],
  ['http://①②⑦.⓪.⓪.①/', /127\.0\.0\.1 is a loopback address/],
  ['http://[::1]/', /\[::1\] is a loopback address/],
  ['http://[0:0:0:0:0:0:0:1]/', /\[::1\] is a loopback address/],
  ['http://[::ffff:127.0.0.1]/', /is a loopback address/],
  ['http://[::127.0.0.1]/', /is a reserved address/],
  ['http://0/', /0\.0\.0\.0 is a reserved address/],
  ['http://[::]/', /is a reserved address/],
  ['http://169.254.169.254/latest/meta-data/', /is a cloud metadata address/],
  ['http://⑯⑨.254.169.254/', /is a cloud metadata address/],
  ['http://0xa9fea9fe/', /is a cloud metadata address/],
  ['http://[fd00:ec2::254]/', /is a cloud metadata address/],
  // Names of one's own machine and network.
  ['http://localhost/', /localhost names a machine of a local network/],
  ['http://LOCALHOST:8080/', /localhost names a machine of a local network/],
  ['http://localhost./', /localhost names a machine of a local network/],
  ['http://localhost../', /is no host name/],
  ['http://ⓛocalhost/', /localhost names a machine of a local network/],
  ['http://app.localhost/', /names a machine of a local network/],
  ['http://localhost.localdomain/', /names a machine of a local network/],
  ['http://ip6-localhost/', /names a machine of a local network/],
  ['http://printer/', /printer names a machine of a local network/],
  ['http://printer.local/', /names a machine of a local network/],
  ['http://wiki.corp/', /names a machine of a local network/],
  ['http://router.home.arpa/', /names a machine of a local network/],
  ['http://metadata.google.internal/', /names a machine of a local network/],
  ['http://metadata/', /metadata names a cloud metadata service/],
  ['http://metadata.goog/', /names a cloud metadata service/],
  ['http://metadata.goog./', /names a cloud metadata service/],
])('%j is refused by %s', (url, sentence) => {
  const found = refusal(url);
  if (sentence) expect(found).toMatch(sentence);
  else expect(found).toBeUndefined();
});

const byte = fc.nat(255);
const closedV4 = fc.oneof(
  fc.tuple(fc.constant(10), byte, byte, byte),
  fc.tuple(fc.constant(127), byte, byte, byte),
  fc.tuple(fc.constant(0), byte, byte, byte),
  fc.tuple(fc.constant(172), fc.integer({ min: 16, max: 31 }), byte, byte),
  fc.tuple(fc.constant(192), fc.constant(168), byte, byte),
  fc.tuple(fc.constant(169), fc.constant(254), byte, byte),
  fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), byte, byte),
  fc.tuple(fc.integer({ min: 224, max: 255 }), byte, byte, byte),
);
const spelled = (value: number, base: number): string =>
  base === 16 ? `0x${value.toString(16)}` : base === 8 ? `0${value.toString(8)}` : String(value);
const wide = (text: string): string =>
  text.replace(/[0-9]/g, (digit) => String.fromCodePoint(0xff10 + Number(digit)));
const group = (high: number, low: number): string => ((high << 8) | low).toString(16);
const spelling = fc
  .tuple(
    closedV4,
    fc.array(fc.constantFrom(8, 10, 16), { minLength: 4, maxLength: 4 }),
    fc.nat(9),
    fc.boolean(),
  )
  .map(([[a, b, c, d], bases, form, hasDot]) => {
    const tail = [
      a * 2 ** 24 + b * 2 ** 16 + c * 2 ** 8 + d,
      b * 2 ** 16 + c * 2 ** 8 + d,
      c * 2 ** 8 + d,
      d,
    ];
    const parts = (count: number) =>
      [...[a, b, c].slice(0, count - 1), tail[count - 1]!].map((value, at) => spelled(value, bases[at]!));
    const end = hasDot ? '.' : '';
    if (form < 4) return parts(form + 1).join('.') + end;
    if (form === 4) return wide(`${a}.${b}.${c}.${d}`) + end;
    const [high, low] = [group(a, b), group(c, d)];
    return {
      5: `[::ffff:${a}.${b}.${c}.${d}]`,
      6: `[0:0:0:0:0:ffff:${high}:${low}]`,
      7: `[64:ff9b::${high}:${low}]`,
      8: `[2002:${high}:${low}::1]`,
      9: `[::${a}.${b}.${c}.${d}]`,
    }[form]!;
  });

test('no spelling of a closed IPv4 address is let through', () => {
  fc.assert(
    fc.property(spelling, fc.constantFrom('http', 'https'), (host, scheme) => {
      expect(refusal(`${scheme}://${host}:8080/`)).toMatch(
        / is a .* address: only public addresses are open/,
      );
    }),
    { numRuns: 2_000 },
  );
});

test('a name is as open as what it resolves to', () => {
  const of = (...addresses: string[]) =>
    addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
  expect(openAddresses('a.org', of('8.8.8.8', '10.0.0.1', '::1'), nothing)).toEqual(of('8.8.8.8'));
  expect(() => openAddresses('a.org', of('10.0.0.1', '::1'), nothing)).toThrow(
    'a.org is 10.0.0.1, which is a private address: only public addresses are open, and those that the operator of this server allows.',
  );
  expect(() => openAddresses('a.org', of('nonsense'), nothing)).toThrow(/is a reserved address/);
  expect(openAddresses('a.org', [], nothing)).toEqual([]);
});

describe('the allow-list', () => {
  test.each<[string, string, boolean]>([
    ['wiki', 'http://wiki/', true],
    ['wiki', 'http://WIKI.:22/', true],
    ['wiki', 'http://other/', false],
    ['wiki.corp', 'http://a.wiki.corp/', false],
    ['.corp', 'http://a.wiki.corp/', true],
    ['*.corp', 'http://a.wiki.corp/', true],
    ['.corp', 'http://acorp/', false],
    ['.Bücher.local', 'http://a.bücher.local/', true],
    ['localhost', 'http://localhost:9000/', true],
    ['localhost', 'http://127.0.0.1/', false],
    ['127.0.0.1', 'http://0x7f.1:22/', true],
    ['127.0.0.1', 'http://[::ffff:127.0.0.1]/', true],
    ['127.0.0.1', 'http://127.0.0.2/', false],
    ['127.0.0.1', 'http://localhost/', false],
    ['10.0.0.0/8', 'http://10.200.3.4/', true],
    ['10.0.0.0/8', 'http://11.0.0.1:22/', false],
    ['10.0.0.0/8', 'http://[fc00::1]/', false],
    ['fd12::/16', 'http://[fd12::9]/', true],
    ['[::1]', 'http://[::1]/', true],
  ])('%s opens %s: %s', (entry, url, is) => {
    expect(refusal(url, readAllowList([entry])) === undefined).toBe(is);
  });

  test('a name that is allowed may lead into a private network, not to metadata', () => {
    const of = (address: string) => [{ address, family: 4 }];
    const list = readAllowList(['wiki.corp']);
    expect(openAddresses('wiki.corp', of('10.0.0.1'), list)).toHaveLength(1);
    expect(() => openAddresses('wiki.corp', of('169.254.169.254'), list)).toThrow(/cloud metadata/);
    expect(() => openAddresses('wiki.corp', of('169.254.1.1'), list)).toThrow(/link-local/);
    expect(openAddresses('wiki.corp', of('169.254.1.1'), readAllowList(['169.254.1.1']))).toHaveLength(1);
  });

  test.each(['http://wiki/', 'a b', '10.0.0.0/99', '', '.', 'wiki:80', 'user@wiki'])(
    '%j is no entry',
    (entry) => {
      expect(() => readAllowList([entry])).toThrow(/is no host name, \.suffix, address or range/);
    },
  );
});
