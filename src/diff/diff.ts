/** Two routing tables → what changes from one to the other, and for whom. Pure: the same tables give the same changes. */
import type { RoutingTable, TenantShard } from '../table/table.ts';
import { ruleFindings } from './access-rules.ts';
import { accessFindings } from './access.ts';
import { canonical } from '../compare/canonical.ts';
import { type Change, changeOf, type Finding } from './change.ts';
import { changeClasses, diffRules, faces } from './rules.ts';
import { systemFindings } from './system.ts';
import { tenantFindings } from './tenant.ts';
import { addedTenant, removedTenant } from './tenants.ts';
import { entryOf } from './record.ts';

/** One side. */
export interface DiffSide {
  readonly table: RoutingTable;
  /** Tenants that did not compile, with who may call them: of such a one, only that is compared. */
  readonly broken?: ReadonlyMap<string, Pick<TenantShard, 'clients' | 'access'>>;
}

/** Every change, in the order of reports: what concerns many first, then by tenant, face, weight and subject. */
export function diffTables(before: DiffSide, after: DiffSide): Change[] {
  const found = tenantNames(before, after).flatMap((tenant) =>
    findingsOf(tenant, before, after).map((finding) => ({ tenant, finding })),
  );
  const system = systemFindings(before.table.system, after.table.system);
  return [...system.map((finding) => changeOf(finding, null)), ...gathered(found)].toSorted(inOrder);
}

function tenantNames(before: DiffSide, after: DiffSide): string[] {
  return [...new Set([...Object.keys(before.table.tenants), ...Object.keys(after.table.tenants)])].toSorted();
}

function findingsOf(name: string, before: DiffSide, after: DiffSide): Finding[] {
  // What is served of a tenant with errors is a part of what it declares: what is missing there was not removed.
  const old = before.broken?.has(name) === true ? undefined : entryOf(before.table.tenants, name);
  const now = entryOf(after.table.tenants, name);
  if (old !== undefined && now !== undefined) return old.digest === now.digest ? [] : tenantFindings(old, now);
  if (now === undefined) return old === undefined || after.broken?.has(name) === true ? [] : [removedTenant(old)];
  const callers = before.broken?.get(name);
  if (callers === undefined) return addedTenant(now, sharedUpstreams(before.table));
  const capabilities = { before: null, after: Object.keys(now.operations), renamed: new Map<string, string>() };
  return [
    ...accessFindings(callers.clients, now.clients, capabilities),
    ...ruleFindings(callers.access, now.access, capabilities),
  ];
}

function sharedUpstreams({ tenants }: RoutingTable): Set<string> {
  const upstreams = Object.values(tenants).flatMap((tenant) => Object.values(tenant.upstreams));
  return new Set(upstreams.filter(({ shared }) => shared).map(({ name }) => name));
}

interface Found {
  readonly tenant: string;
  readonly finding: Finding;
}

/** What comes from a shared place is one change for all tenants that it concerns, however many they are. */
function gathered(found: readonly Found[]): Change[] {
  const own = found.filter(({ finding }) => finding.shared === undefined);
  const shared = found.filter(({ finding }) => finding.shared !== undefined);
  const groups = Map.groupBy(shared, ({ finding }) => canonical({ ...finding, message: '' }));
  const told = [...groups.values()].flatMap((group): Change[] => {
    const [first] = group as [Found, ...Found[]];
    if (group.length === 1 && first.finding.shared === 'many') return [changeOf(first.finding, first.tenant)];
    return [changeOf(first.finding, null, [...new Set(group.map(({ tenant }) => tenant))])];
  });
  return [...own.map(({ tenant, finding }) => changeOf(finding, tenant)), ...told];
}

function inOrder(a: Change, b: Change): number {
  return (
    compareText(a.tenant ?? '', b.tenant ?? '') ||
    faces.indexOf(a.face) - faces.indexOf(b.face) ||
    changeClasses.indexOf(a.class) - changeClasses.indexOf(b.class) ||
    compareText(a.subject, b.subject) ||
    rank(a) - rank(b) ||
    compareText(a.path, b.path) ||
    compareText(a.fingerprint, b.fingerprint)
  );
}

function rank({ rule }: Change): number {
  return Object.keys(diffRules).indexOf(rule);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
