// Who may reach the console at all: by the address it listens on and the name it is called by. Pure.

/**
 * open: on this machine only, asks who you are and believes it; sessions: needs a sign-in link.
 * A console that anybody but this machine can reach never believes.
 */
export type AccessMode = 'open' | 'sessions';

export interface Addresses {
  /** Address the server listens on. */
  host: string;
  /** Address people type, when it differs: "https://skuwatch.example.com". */
  publicUrl?: string;
}

/** The mode that the addresses allow. */
export function accessMode({ host, publicUrl }: Addresses): AccessMode {
  if (!isLoopbackName(host)) return 'sessions';
  return publicUrl === undefined || isLoopbackName(new URL(publicUrl).hostname) ? 'open' : 'sessions';
}

/**
 * May a request name `hostHeader` as its host? A web site that points its own name at this machine (DNS rebinding)
 * comes with that name, so only names that cannot be somebody else's are let in: this machine's loopback, the public
 * address and, with sessions, bare IP addresses.
 */
export function allowsHost(addresses: Addresses, hostHeader: string | undefined): boolean {
  const name = hostName(hostHeader);
  if (name === undefined) return false;
  if (addresses.publicUrl !== undefined && new URL(addresses.publicUrl).host === hostHeader?.toLowerCase()) return true;
  if (isLoopbackName(name)) return true;
  return accessMode(addresses) === 'sessions' && isIpAddress(name);
}

/**
 * Does `origin`, as a browser states it on a form, belong to the console that was called as `hostHeader`?
 * The host itself must have passed `allowsHost`.
 */
export function isOwnOrigin(addresses: Addresses, origin: string, hostHeader: string): boolean {
  if (addresses.publicUrl !== undefined && origin === new URL(addresses.publicUrl).origin) return true;
  return origin === `http://${hostHeader.toLowerCase()}`;
}

/** True for https addresses: cookies are then marked Secure and bound to the host. */
export function isSecure({ publicUrl }: Addresses): boolean {
  return publicUrl?.startsWith('https://') ?? false;
}

/** "localhost", 127.x.x.x and ::1. */
export function isLoopbackName(name: string): boolean {
  const bare = name.toLowerCase().replace(/^\[|\]$/g, '');
  return bare === 'localhost' || bare === '::1' || /^(::ffff:)?127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(bare);
}

function hostName(hostHeader: string | undefined): string | undefined {
  const match = /^(\[[0-9a-f:.]+\]|[a-z0-9.-]+)(:\d{1,5})?$/i.exec(hostHeader ?? '');
  return match?.[1]?.toLowerCase();
}

function isIpAddress(name: string): boolean {
  return name.startsWith('[') || /^\d{1,3}(\.\d{1,3}){3}$/.test(name);
}
