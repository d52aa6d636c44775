import { describe, expect, it } from 'vitest';
import { absoluteUrl } from '../../src/chat/links.ts';

const console = 'https://sku.example.com';

describe('a link of a message on a chat platform', () => {
  it('leads to the console where it is a path', () => {
    expect(absoluteUrl('/cases/1042/answer', console)).toBe('https://sku.example.com/cases/1042/answer');
    expect(absoluteUrl('/enter?key=a%2Fb', console)).toBe('https://sku.example.com/enter?key=a%2Fb');
  });

  it('keeps a web address as it is', () => {
    expect(absoluteUrl('https://help.example.com/a', console)).toBe('https://help.example.com/a');
  });

  it.each(['javascript:alert(1)', '//evil.example/x', '/\\evil.example', 'mailto:a@b.c', 'https://', ''])(
    'is none where it leads nowhere we know: %s',
    (link) => {
      expect(absoluteUrl(link, console)).toBeUndefined();
    },
  );
});
