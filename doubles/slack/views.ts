// Which modals stand open before whom, topmost last, and everybody's Home tab: what the app was told of them.

import { type Json, word } from '../shared/json.ts';

export class Views {
  private readonly stacks = new Map<string, Json[]>();
  private readonly homes = new Map<string, Json>();
  private listeners: (() => void)[] = [];

  opened(userId: string, view: Json): void {
    this.put(userId, [view]);
  }

  pushed(userId: string, view: Json): void {
    this.put(userId, [...(this.stacks.get(userId) ?? []), view]);
  }

  updated(view: Json): void {
    for (const [userId, stack] of this.stacks) {
      if (stack.some(({ id }) => id === view.id))
        this.put(
          userId,
          stack.map((each) => (each.id === view.id ? view : each)),
        );
    }
  }

  published(userId: string, view: Json): void {
    this.homes.set(userId, view);
    this.tell();
  }

  /** The top one goes away; what was under it is seen again. */
  popped(userId: string): void {
    this.put(userId, (this.stacks.get(userId) ?? []).slice(0, -1));
  }

  cleared(userId: string): void {
    this.put(userId, []);
  }

  top(userId: string): Json | undefined {
    return this.stacks.get(userId)?.at(-1);
  }

  home(userId: string): Json | undefined {
    return this.homes.get(userId);
  }

  isOpen(viewId: string): boolean {
    return [...this.stacks.values()].some((stack) => stack.some((view) => word(view, 'id') === viewId));
  }

  /** Resolves when the next modal or Home tab changes. */
  change(): Promise<void> {
    return new Promise((resolve) => this.listeners.push(resolve));
  }

  private put(userId: string, stack: Json[]): void {
    this.stacks.set(userId, stack);
    this.tell();
  }

  private tell(): void {
    for (const tell of this.listeners.splice(0)) tell();
  }
}
