/** How calls are recorded, where the system may leave it out. */
import type { ResourceOf } from '../link/link.ts';
import { field, firstOf, otherwise, type Resolved } from './resolved.ts';
import type { AuditPolicy } from './table.ts';

/** Records that survive the end of the process, 64 MiB a file, 4 GiB in all, and 4 KiB of arguments and result each. */
const defaults: AuditPolicy = {
  durability: 'write',
  segmentBytes: 67_108_864,
  totalBytes: 4_294_967_296,
  payloadBytes: 4096,
};

/** The names of its fields, in the order in which they are shown. */
export const auditFields = Object.keys(defaults) as readonly (keyof AuditPolicy)[];

/** One field, with what decided it. */
export function resolveAudit<Name extends keyof AuditPolicy>(
  system: ResourceOf<'System'> | null,
  name: Name,
): Resolved<AuditPolicy[Name]> {
  const declared = system?.spec.audit?.[name] as AuditPolicy[Name] | undefined;
  return firstOf([field(system, ['spec', 'audit', name], declared)], otherwise(defaults[name]));
}

/** All of it. */
export function auditOf(system: ResourceOf<'System'> | null): AuditPolicy {
  return Object.fromEntries(
    auditFields.map((name) => [name, resolveAudit(system, name).value]),
  ) as unknown as AuditPolicy;
}
