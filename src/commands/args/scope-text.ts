// Scopes of settings in words. Pure.

import { type Language, texts } from '../../lib/language.ts';
import { clean } from '../../messages/clean.ts';
import type { Scope } from '../../policy/detection-scope.ts';
import type { Policy } from '../../policy/policy.ts';

const words = texts({
  en: { team: 'the whole team', store: (name: string) => `store ${name}`, class: (name: string) => `class ${name}` },
  zh: { team: '整个团队', store: (name) => `店铺 ${name}`, class: (name) => `${name} 类` },
});

/** "store Amazon US", "class A", "amz-us/LM-LAMP-S". */
export function scopeText(policy: Policy, scope: Scope, language: Language): string {
  switch (scope.kind) {
    case 'team':
      return words[language].team;
    case 'store': {
      const store = policy.stores.find((each) => each.id === scope.storeId);
      return words[language].store(clean(store?.name ?? scope.storeId, 40));
    }
    case 'class':
      return words[language].class(clean(scope.class, 8));
    case 'sku':
      return clean(`${scope.storeId}/${scope.sku}`, 60);
  }
}

/** The scope behind "store:amz-us" as rows hold it; undefined for any other text. */
export function parseScopeKey(key: string): Scope | undefined {
  if (key === 'team') return { kind: 'team' };
  const [, kind, rest = ''] = /^(store|class|sku):(.+)$/.exec(key) ?? [];
  if (kind === 'store') return { kind, storeId: rest };
  if (kind === 'class') return { kind, class: rest };
  const slash = rest.indexOf('/');
  return kind === 'sku' && slash > 0 ? { kind, storeId: rest.slice(0, slash), sku: rest.slice(slash + 1) } : undefined;
}
