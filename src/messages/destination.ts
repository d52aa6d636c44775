// Where messages go, where they stand, and the files they carry: data that the store keeps and every platform understands.

/** A group, or one person, on a platform. */
export type Destination = { kind: 'group'; groupId: string } | { kind: 'person'; personId: string };

/** Where a message stands on its platform; only the adapter that returned it can read it. */
export type MessageRef = Readonly<Record<string, string>>;

export interface Attachment {
  id: string;
  name: string;
  contentType: string;
  bytes: Uint8Array;
}
