// Where messages are sent, where they can be found again, and the files they carry: stored, and the same for every platform.

/** A group, or one person, on a platform. */
export type Destination = { kind: 'group'; groupId: string } | { kind: 'person'; personId: string };

/** Locates a sent message on its platform; only the adapter that returned it can read it. */
export type MessageRef = Readonly<Record<string, string>>;

export interface Attachment {
  id: string;
  name: string;
  contentType: string;
  bytes: Uint8Array;
}
