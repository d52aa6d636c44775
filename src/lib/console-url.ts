// Where people open the console, for whoever writes a link to it outside of it. Pure.

/** How the console can be reached: the address it listens on, and the one that people type when that differs. */
export interface ConsoleAddress {
  host: string;
  port: number;
  publicUrl?: string | undefined;
}

/**
 * The console's address without a slash at the end: the public one, else the one that it listens on as a browser on
 * this machine reaches it.
 */
export function consoleUrl({ host, port, publicUrl }: ConsoleAddress): string {
  return publicUrl ?? `http://${hostOf(host)}:${port}`;
}

function hostOf(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost';
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
}
