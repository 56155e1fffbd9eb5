/** What is shown of a prompt is what holds, and compiles to it. */
import { expect, test } from 'vitest';
import { demoTenant, manifest } from '../table/workspace.fixture.ts';
import { renderResource } from './render.ts';
import { buildTexts, renderedTexts, valuesOf } from './workspace.fixture.ts';

const spec = {
  title: 'Resumen',
  description: 'De los pedidos.',
  arguments: [
    { name: 'period', description: 'Qué días.', values: ['hoy'] },
    { name: 'tone', description: 'Cómo.', required: true },
  ],
  text: '{period} {tone} {{x}}',
};
const texts = {
  'tenants/demo/tenant.yaml': demoTenant,
  'tenants/demo/prompts/summary.yaml': manifest('Prompt', { tenant: 'demo', name: 'summary' }, spec),
  'tenants/demo/prompts/greeting.yaml': manifest(
    'Prompt',
    { tenant: 'demo', name: 'greeting' },
    { title: 'Saludo', description: 'Uno.', text: 'Hola' },
  ),
  'tenants/demo/prompts/broken.yaml': manifest('Prompt', { tenant: 'demo', name: 'broken' }, { title: 'x' }),
};
const { 'tenants/demo/prompts/broken.yaml': _broken, ...right } = texts;

test('its arguments are shown with what they leave open', () => {
  const build = buildTexts(right);
  expect(valuesOf(build, 'demo', 'prompt/summary')).toMatchObject({
    'spec.arguments.0.required': false,
    'spec.arguments.0.values': ['hoy'],
    'spec.arguments.1.required': true,
    'spec.text': spec.text,
  });
  expect(valuesOf(build, 'demo', 'prompt/greeting')).toMatchObject({ 'spec.arguments': [] });
});

test('what is shown compiles to the same prompts', () => {
  const build = buildTexts(right);
  const again = buildTexts(renderedTexts(right, build));
  expect(again.problems).toEqual([]);
  expect(again.table.tenants['demo']?.prompts).toEqual(build.table.tenants['demo']?.prompts);
});

test('one that is not there, or has mistakes, is said to be so', () => {
  const build = buildTexts(texts);
  expect(renderResource(build, 'demo', 'prompt/sumary')).toMatchObject({
    kind: 'not-found',
    message: expect.stringContaining('Did you mean "summary"?'),
  });
  expect(renderResource(build, 'demo', 'prompt/broken')).toMatchObject({ kind: 'broken' });
});
