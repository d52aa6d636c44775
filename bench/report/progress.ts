// How far a run is, on standard error: one line that is written over on a terminal, every tenth part elsewhere.

/** Tell it the share that is done. */
export function tellProgress(): (share: number) => void {
  const { stderr } = process;
  const steps = stderr.isTTY ? 100 : 10;
  let told = -1;
  return (share) => {
    const step = Math.floor(share * steps);
    if (step <= told) return;
    told = step;
    const percent = (step * 100) / steps;
    stderr.write(stderr.isTTY ? `\r${percent} %${step === steps ? '\n' : ''}` : `${percent} %\n`);
  };
}
