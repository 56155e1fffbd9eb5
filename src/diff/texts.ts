/** What the formats for people share. */
import type { DiffReport, ReportedChange, SideLabel, Summary } from './report.ts';
import { changeClasses, type Face } from './rules.ts';
import { count, nameList } from './words.ts';

/** What each face is called. */
export const faceTitles: Readonly<Record<Face, string>> = {
  tenant: 'tenant',
  http: 'calls (HTTP and tools)',
  agents: 'what agents read',
  access: 'access',
  upstreams: 'upstreams',
};

/** `main (1a2b3c4d5e6f)`, or `working tree`. */
export function sideText({ revision, commit }: SideLabel): string {
  if (revision === null) return 'working tree';
  return commit === null || commit.startsWith(revision) ? revision : `${revision} (${commit.slice(0, 12)})`;
}

/** `3 changes: 1 breaking, 2 additive`. */
export function countsText(summary: Summary): string {
  const parts = changeClasses.filter((kind) => summary[kind] > 0).map((kind) => `${summary[kind]} ${kind}`);
  const all = changeClasses.reduce((sum, kind) => sum + summary[kind], 0);
  return all === 0 ? 'No change of meaning' : `${count(all, 'change')}: ${parts.join(', ')}`;
}

/** Whom a change concerns that is no single tenant's. */
export function concerned({ tenant, tenants }: ReportedChange): string {
  if (tenant !== null) return tenant;
  return tenants.length === 0 ? 'the installation' : `${count(tenants.length, 'tenant')}: ${nameList(tenants, 12)}`;
}

/** Changes by tenant, those of several or of all first. */
export function byTenant({ changes }: DiffReport): [string, ReportedChange[]][] {
  return [...Map.groupBy(changes, concerned)];
}

/** `1204 → 1310`, or one of them with `new` or `gone`. */
export function tokensText(change: { readonly before: number | null; readonly after: number | null }): string {
  if (change.before === null) return `${change.after ?? 0}, new`;
  return change.after === null ? `${change.before}, gone` : `${change.before} → ${change.after}`;
}
