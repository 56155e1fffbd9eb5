/** Request targets as they come over the wire. */

/**
 * The path and query of a target. A client may send the whole URL (RFC 9112 section 3.2.2); its authority decides
 * nothing here, as one port serves all faces.
 */
export function originForm(target: string): string {
  if (target.startsWith('/')) return target;
  const rest = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*(.*)$/i.exec(target)?.[1];
  return rest === undefined ? target : rest.startsWith('/') ? rest : `/${rest}`;
}

/** A segment without its percent-encoding; null when that is malformed. */
export function decodeSegment(text: string): string | null {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}
