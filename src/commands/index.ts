// Every command there is, in the order in which `help` lists them. A new command is one file and one line here.

import { ackCommand } from './ack.ts';
import { answerCommand } from './answer.ts';
import { approveCommand } from './approve.ts';
import { assignCommand } from './assign.ts';
import { caseCommand } from './case.ts';
import { checkCommand } from './check.ts';
import type { Command } from './command.ts';
import { doctorCommand } from './doctor.ts';
import { explainCommand } from './explain.ts';
import { exportCommand } from './export.ts';
import { helpCommand } from './help.ts';
import { importCommand } from './import.ts';
import { leaveCommand } from './leave.ts';
import { loginCommand } from './login.ts';
import { mineCommand } from './mine.ts';
import { planCommand } from './plan.ts';
import { policyCommand } from './policy.ts';
import { promoCommand } from './promo.ts';
import { rehearseCommand } from './rehearse.ts';
import { resendCommand } from './resend.ts';
import { returnCommand } from './return.ts';
import { silenceCommand } from './silence.ts';
import { skuCommand } from './sku.ts';
import { snoozeCommand } from './snooze.ts';
import { statusCommand } from './status.ts';
import { summaryCommand } from './summary.ts';
import { thresholdCommand } from './threshold.ts';

export const commands: readonly Command[] = [
  helpCommand(() => commands),
  statusCommand,
  mineCommand,
  caseCommand,
  skuCommand,
  planCommand,
  explainCommand,
  answerCommand,
  ackCommand,
  assignCommand,
  approveCommand,
  returnCommand,
  snoozeCommand,
  silenceCommand,
  thresholdCommand,
  policyCommand,
  rehearseCommand,
  summaryCommand,
  leaveCommand,
  promoCommand,
  checkCommand,
  importCommand,
  exportCommand,
  loginCommand,
  doctorCommand,
  resendCommand,
];
