// Prints "PASSED FAILED" of a vitest JSON report: node count-tests.mjs REPORT EXIT_CODE. Failures that no single test
// stands for (a file that cannot be loaded, an error outside all tests, no test at all, no report) count as one each.

import { existsSync, readFileSync } from 'node:fs';

const [file, exitCode] = process.argv.slice(2);
const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { testResults: [] };
const tests = report.testResults.flatMap(({ assertionResults }) => assertionResults);
const passed = tests.filter(({ status }) => status === 'passed').length;
const failedTests = tests.filter(({ status }) => status === 'failed').length;
const brokenFiles = report.testResults.filter(
  ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
).length;
const failed = failedTests + brokenFiles;
const unexplained = failed === 0 && (exitCode !== '0' || passed === 0);
process.stdout.write(`${passed} ${unexplained ? 1 : failed}\n`);
