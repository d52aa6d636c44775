// What the numbers of a report mean and what to do about them: one line for each thing looked at. Pure.

import { bitableFindings } from './bitables.ts';
import { callFindings } from './calls.ts';
import type { Finding, Level } from './finding.ts';
import { managerFindings } from './managers.ts';
import { policyFindings } from './policy-findings.ts';
import type { DoctorReport } from './report.ts';
import { systemFindings } from './system-findings.ts';
import { workFindings } from './work-findings.ts';

/** Every finding, in the order of `areas`. */
export function findings(report: DoctorReport): Finding[] {
  const platforms = report.platforms.map(({ level, text }): Finding => ({ area: 'platforms', level, text }));
  return [
    ...systemFindings(report),
    ...bitableFindings(report),
    ...workFindings(report),
    ...platforms,
    ...callFindings(report.calls),
    ...policyFindings(report),
    ...managerFindings(report.managers),
  ];
}

/** The worst level among findings. */
export function worst(found: readonly Finding[]): Level {
  if (found.some((each) => each.level === 'alarm')) return 'alarm';
  return found.some((each) => each.level === 'warning') ? 'warning' : 'ok';
}
