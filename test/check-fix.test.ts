/** `smarteros check --fix` as people run it: what is written, what is said, what is left. */
import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { launcher } from './gateway.ts';
import { createWorkspace, type TestWorkspace } from './workspace.ts';

const plan = 'apiVersion: smarteros/v1\nkind: Plan\nmetadata: { name: trial }\nspec: { trial: { hours: 24 } }\n';
const tenant = `\uFEFF# The shop: ñ, 🙂\r
apiVersion: smarteros/v1\r
kind: Tenant\r
metadata: { name: demo, titel: Demo }\r
spec:\r
  rut: 76.086.428-5   # its own\r
  businessName: 0123\r
  type: customer\r
  status: "actve"\r
  plan: trail`;
const capability = `apiVersion: smarteros/v1
kind: Capability
metadata: { tenant: demo, name: orders.search }
spec: { title: Search, description: Finds., endpoint: shop/list }
`;

function workspaceOf(files: Record<string, string>): TestWorkspace {
  const workspace = createWorkspace({
    'plans/trial.yaml': plan,
    'tenants/demo/tenant.yaml': tenant,
    'tenants/demo/providers/shop/provider.yaml':
      'apiVersion: smarteros/v1\nkind: Provider\nmetadata: { tenant: demo, name: shop }\nspec: { baseUrl: https://a.example }\n',
    'tenants/demo/providers/shop/endpoints/list.yaml':
      'apiVersion: smarteros/v1\nkind: Endpoint\nmetadata: { tenant: demo, provider: shop, name: list }\nspec: { method: GET, path: / }\n',
    ...files,
  });
  onTestFinished(workspace.dispose);
  return workspace;
}

function check(workspace: TestWorkspace, ...words: string[]) {
  const args = [launcher, 'check', workspace.folder, ...words];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  });
  return { status, stdout, stderr };
}

function textOf(workspace: TestWorkspace, path: string): string {
  return readFileSync(join(workspace.folder, path), 'utf8');
}

test('what is certain is corrected and named, in as many rounds as it takes; all else keeps its bytes', () => {
  const misplaced = 'tenants/demo/capabilites/orders.search.yaml';
  const workspace = workspaceOf({ [misplaced]: capability });
  const { status, stdout, stderr } = check(workspace, '--fix');
  expect([status, stdout]).toEqual([0, expect.stringMatching(/^No problems: 1 tenant/)]);
  expect(stderr.trimEnd().split('\n')).toEqual([
    'fixed tenants/demo/tenant.yaml:4:25  Rename "titel" to "title"',
    'fixed tenants/demo/tenant.yaml:7:17  Put 0123 in quotes',
    'fixed tenants/demo/tenant.yaml:9:11  Replace "actve" by "active"',
    'fixed tenants/demo/tenant.yaml:10:9  Replace "trail" by "trial"',
    `fixed ${misplaced}:2:7  Move the file to tenants/demo/capabilities/orders.search.yaml`,
  ]);
  expect(textOf(workspace, 'tenants/demo/tenant.yaml')).toBe(
    tenant.replace('titel', 'title').replace('0123', '"0123"').replace('"actve"', '"active"').replace('trail', 'trial'),
  );
  expect(textOf(workspace, 'tenants/demo/capabilities/orders.search.yaml')).toBe(capability);
  expect(existsSync(join(workspace.folder, 'tenants/demo/capabilites'))).toBe(false);
  expect(check(workspace, '--fix').stderr).toBe('Nothing to correct by a program.\n');
});

test('a dry run shows the difference and writes nothing', () => {
  const workspace = workspaceOf({});
  const { status, stdout, stderr } = check(workspace, '--fix', '--dry-run');
  expect(status).toBe(1);
  expect(stdout).toContain('--- a/tenants/demo/tenant.yaml\n+++ b/tenants/demo/tenant.yaml\n');
  expect(stdout).toContain('-  status: "actve"\n-  plan: trail\n');
  expect(stdout).toContain('+  status: "active"\n+  plan: trial\n');
  expect(stderr).toContain('4 corrections in 1 file; nothing was written. 0 problems would be left.');
  expect(textOf(workspace, 'tenants/demo/tenant.yaml')).toBe(tenant);
});

test('a place that is taken stays as it is, and the rest is told', () => {
  const workspace = workspaceOf({
    'tenants/demo/capabilites/orders.search.yaml': capability,
    'tenants/demo/capabilities/orders.search.yaml': capability.replace('orders.search', 'orders.find'),
  });
  const { status, stdout, stderr } = check(workspace, '--fix');
  expect(status).toBe(1);
  expect(stderr).toContain('tenants/demo/capabilities/orders.search.yaml is there already');
  expect(stdout).toContain('misplaced-file');
  expect(textOf(workspace, 'tenants/demo/capabilities/orders.search.yaml')).toContain('orders.find');
});

test('nothing is written by way of a link', () => {
  const workspace = workspaceOf({ 'elsewhere/real.yml': plan.replace('trial: {', 'trail: {') });
  workspace.remove('plans/trial.yaml');
  symlinkSync(join(workspace.folder, 'elsewhere/real.yml'), join(workspace.folder, 'plans/trial.yaml'));
  const { stderr } = check(workspace, '--fix');
  expect(stderr).toContain('left plans/trial.yaml:4:9  Rename "trail" to "trial": plans/trial.yaml is a link');
  expect(lstatSync(join(workspace.folder, 'plans/trial.yaml')).isSymbolicLink()).toBe(true);
});

test('one tenant’s corrections leave the others’ files alone', () => {
  const other = tenant.replace('name: demo', 'name: other').replace('76.086.428-5', '77.879.240-0');
  const workspace = workspaceOf({ 'tenants/other/tenant.yaml': other });
  check(workspace, '--fix', '--only', 'demo');
  expect(textOf(workspace, 'tenants/other/tenant.yaml')).toBe(other);
  expect(textOf(workspace, 'tenants/demo/tenant.yaml')).not.toBe(tenant);
});

test('a dry run of nothing is misuse', () => {
  const { status, stderr } = check(workspaceOf({}), '--dry-run');
  expect([status, stderr]).toEqual([64, expect.stringContaining('--dry-run goes with --fix')]);
});
