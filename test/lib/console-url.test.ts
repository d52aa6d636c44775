import { expect, test } from 'vitest';
import { consoleUrl } from '../../src/lib/console-url.ts';

test.each([
  [{ host: '127.0.0.1', port: 8080 }, 'http://127.0.0.1:8080'],
  [{ host: '0.0.0.0', port: 80 }, 'http://localhost:80'],
  [{ host: '::', port: 8080 }, 'http://localhost:8080'],
  [{ host: '::1', port: 8080 }, 'http://[::1]:8080'],
  [{ host: '192.168.1.20', port: 8080 }, 'http://192.168.1.20:8080'],
  [{ host: '127.0.0.1', port: 8080, publicUrl: 'https://sku.example.com' }, 'https://sku.example.com'],
])('%o is opened at %s', (address, url) => {
  expect(consoleUrl(address)).toBe(url);
});
