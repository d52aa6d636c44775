import { describe, expect, test } from 'vitest';
import { accessMode, allowsHost, isOwnOrigin, isSecure } from '../../src/web/identity/access.ts';

const here = { host: '127.0.0.1' };
const everywhere = { host: '0.0.0.0' };
const published = { host: '0.0.0.0', publicUrl: 'https://sku.example.com' };

describe('who may be believed without a sign-in link', () => {
  test.each([
    [{ host: '127.0.0.1' }, 'open'],
    [{ host: 'localhost' }, 'open'],
    [{ host: '::1' }, 'open'],
    [{ host: '127.0.0.1', publicUrl: 'http://localhost:9000' }, 'open'],
    [{ host: '0.0.0.0' }, 'sessions'],
    [{ host: '::' }, 'sessions'],
    [{ host: '192.168.1.20' }, 'sessions'],
    [{ host: 'localhost.evil.example' }, 'sessions'],
    // A proxy on this machine: the people behind it are not on it.
    [{ host: '127.0.0.1', publicUrl: 'https://sku.example.com' }, 'sessions'],
  ] as const)('%o → %s', (addresses, mode) => {
    expect(accessMode(addresses)).toBe(mode);
  });
});

describe('by which names the console answers', () => {
  test.each(['127.0.0.1:8080', 'localhost:8080', 'LOCALHOST', '[::1]:8080', '127.8.8.8'])(
    '%s on this machine',
    (name) => {
      expect(allowsHost(here, name)).toBe(true);
    },
  );

  test.each([
    'evil.example:8080',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    '192.168.1.20:8080',
    'sku.example.com',
    'localhost@evil.example',
    '',
    undefined,
  ])('not by %s on this machine: a rebound name stays outside', (name) => {
    expect(allowsHost(here, name)).toBe(false);
  });

  test('on other addresses by IP address, which nobody can rebind, and by its public name', () => {
    expect(allowsHost(everywhere, '192.168.1.20:8080')).toBe(true);
    expect(allowsHost(everywhere, 'sku.example.com')).toBe(false);
    expect(allowsHost(published, 'sku.example.com')).toBe(true);
    expect(allowsHost(published, 'sku.example.com.evil.example')).toBe(false);
  });
});

describe('whose forms are taken', () => {
  test('the same scheme, host and port as called', () => {
    expect(isOwnOrigin(here, 'http://127.0.0.1:8080', '127.0.0.1:8080')).toBe(true);
    expect(isOwnOrigin(published, 'https://sku.example.com', 'sku.example.com')).toBe(true);
  });

  test.each([
    'http://127.0.0.1:3000',
    'http://localhost:8080',
    'https://127.0.0.1:8080',
    'null',
    'http://evil.example',
  ])('not %s', (origin) => {
    expect(isOwnOrigin(here, origin, '127.0.0.1:8080')).toBe(false);
  });
});

test('cookies are bound to https only where people come by https', () => {
  expect(isSecure(published)).toBe(true);
  expect(isSecure(here)).toBe(false);
});
