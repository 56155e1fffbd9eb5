/** Git repositories that end-to-end tests make. */
import { createRepository as createEmpty, type Repository } from '../src/git/repository.fixture.ts';

/** A repository in a temporary folder, on the branch `main`. */
export type TestRepository = Repository;

/** Makes a repository with one commit that holds these files. */
export function createRepository(files: Readonly<Record<string, string>>): TestRepository {
  const repository = createEmpty();
  repository.write(files);
  repository.commit('first');
  return repository;
}
