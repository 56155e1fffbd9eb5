/** Who a key belongs to, for 100,000 keys and more. */

import { timingSafeEqual } from 'node:crypto';
import { hashKey } from './keys.ts';

/** One key's digest, as `hashKey` gives it, and what it stands for. */
export interface KeyEntry<T> {
  readonly sha256: string;
  readonly value: T;
}

/** Keys by owner (a tenant), so that a reload of one owner costs as little as the owner is small. */
export interface KeyIndex<T> {
  /** Replaces all keys of an owner; an empty list removes it. An entry without a SHA-256 in hexadecimal grants nothing. */
  replace(owner: string, entries: Iterable<KeyEntry<T>>): void;
  /** What the key stands for; null when nobody has it, or when more than one entry claims it. */
  find(key: string): T | null;
}

interface Link<T> {
  readonly sha256: string;
  readonly value: T;
  next: Link<T> | null;
}

/** Makes an empty index. */
export function createKeyIndex<T>(): KeyIndex<T> {
  // A small integer as a key costs no memory of its own, and a link shares the manifest's string.
  const chains = new Map<number, Link<T>>();
  const byOwner = new Map<string, readonly Link<T>[]>();

  function insert(link: Link<T>): void {
    const start = startOf(link.sha256);
    link.next = chains.get(start) ?? null;
    chains.set(start, link);
  }

  function remove(link: Link<T>): void {
    const start = startOf(link.sha256);
    const first = chains.get(start);
    if (first !== link) unlinkAfter(first, link);
    else if (link.next === null) chains.delete(start);
    else chains.set(start, link.next);
  }

  return {
    replace(owner, entries) {
      for (const link of byOwner.get(owner) ?? []) remove(link);
      const links = linksOf(entries);
      for (const link of links) insert(link);
      if (links.length === 0) byOwner.delete(owner);
      else byOwner.set(owner, links);
    },
    find(key) {
      const sha256 = hashKey(key);
      let found: Link<T> | null = null;
      for (let link = chains.get(startOf(sha256)) ?? null; link !== null; link = link.next) {
        if (!isSameDigest(link.sha256, sha256)) continue;
        // Claimed twice: whoever copied whose digest, neither may act in the other's name.
        if (found !== null) return null;
        found = link;
      }
      return found === null ? null : found.value;
    },
  };
}

function linksOf<T>(entries: Iterable<KeyEntry<T>>): Link<T>[] {
  const links: Link<T>[] = [];
  for (const entry of entries) {
    // Lower case already, as a rule: the manifest's own string is kept, and no copy of it.
    const sha256 = /[A-F]/.test(entry.sha256) ? entry.sha256.toLowerCase() : entry.sha256;
    if (/^[0-9a-f]{64}$/.test(sha256)) links.push({ sha256, value: entry.value, next: null });
  }
  return links;
}

/** The first 28 bits: few of 100,000 keys share them, and they fit an integer that the engine keeps unboxed. */
function startOf(sha256: string): number {
  return Number.parseInt(sha256.slice(0, 7), 16);
}

function unlinkAfter<T>(first: Link<T> | undefined, link: Link<T>): void {
  for (let before = first ?? null; before !== null; before = before.next) {
    if (before.next === link) before.next = link.next;
  }
}

const left = Buffer.alloc(64);
const right = Buffer.alloc(64);

function isSameDigest(one: string, other: string): boolean {
  left.write(one, 'latin1');
  right.write(other, 'latin1');
  return timingSafeEqual(left, right);
}
