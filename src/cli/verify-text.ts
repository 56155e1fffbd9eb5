/** What came of verifying, for people. */
import { styleText } from 'node:util';
import { visible } from '../report/visible.ts';
import type { VerifiedCapability } from '../verify/report.ts';
import type { Drift } from '../verify/verify.ts';
import { count } from './announce.ts';

type Style = (format: Parameters<typeof styleText>[0], text: string) => string;

/** One line for each capability, with what differs below it; a sentence at the end. */
export function verifyText(verified: readonly VerifiedCapability[], color: boolean): string {
  const style: Style = (format, text) => (color ? styleText(format, text, { validateStream: false }) : text);
  const width = Math.max(0, ...verified.map((one) => nameOf(one).length));
  const lines = verified.flatMap((one) => [
    `${mark(one, style)} ${nameOf(one).padEnd(width)}  ${saidOf(one)}`,
    ...one.findings.map((finding) => findingText(finding, style)),
  ]);
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n\n${summary(verified)}\n`;
}

function nameOf({ tenant, capability }: VerifiedCapability): string {
  return `${tenant}/${capability}`;
}

function mark({ state }: VerifiedCapability, style: Style): string {
  const words = {
    fits: ['green', 'fits   '],
    drift: ['red', 'drift  '],
    failed: ['red', 'failed '],
    skipped: ['dim', 'skipped'],
  } as const;
  const [format, word] = words[state];
  return style(format, word);
}

function saidOf({ why, examples, answers, endpoint }: VerifiedCapability): string {
  if (why !== null) return visible(why, 'joined');
  return visible(`${endpoint}: ${count(answers, 'answer')} of ${count(examples, 'call')}`, 'joined');
}

function findingText({ of, path, level, says }: Drift, style: Style): string {
  const sign = level === 'drift' ? style('red', '✗') : style('dim', '·');
  return `        ${sign} ${visible(`${of} ${path}: ${says}`, 'joined')}`;
}

function summary(verified: readonly VerifiedCapability[]): string {
  const number = (state: VerifiedCapability['state']) => verified.filter((one) => one.state === state).length;
  const drifts = verified.flatMap(({ findings }) => findings).filter(({ level }) => level === 'drift').length;
  const differing = drifts === 0 ? '' : `, ${number('drift')} with ${count(drifts, 'difference')}`;
  const skipped = number('skipped') === 0 ? '' : `, ${number('skipped')} not asked`;
  const failed = number('failed') === 0 ? '' : `, ${number('failed')} could not be asked`;
  return `${count(verified.length, 'capability', 'capabilities')}: ${number('fits')} as declared${differing}${failed}${skipped}.`;
}
