/** To which public keys secrets are sealed. */
import type { Build } from '../build/build.ts';
import { isRecipient } from '../secret/seal.ts';
import { Misuse } from './exit.ts';

/** The public keys that `--recipient` names, else those of `system.yaml`. Throws `Misuse` when there is none. */
export function recipientsOf(build: Build, given: unknown): readonly string[] {
  const named =
    given === undefined
      ? []
      : String(given)
          .split(',')
          .map((key) => key.trim());
  const wrong = named.find((key) => !isRecipient(key));
  // Not repeated: it may be the private key.
  if (wrong !== undefined)
    throw new Misuse(
      '--recipient takes public keys of age (age1… and 58 more characters), separated by commas. The private one (AGE-SECRET-KEY-…) opens what is sealed and belongs nowhere else.',
    );
  const recipients = named.length > 0 ? named : (build.shared.present.system?.spec.secrets?.recipients ?? []);
  if (recipients.length > 0) return [...new Set(recipients)];
  throw new Misuse(
    'There is no public key to seal to. "smarteros secret keygen" makes a pair: write the public one into spec.secrets.recipients of system.yaml, or name it with --recipient.',
  );
}
