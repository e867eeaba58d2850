// @ts-check

/** What is mutated, and the tests of its own that must notice, the quickest first: the first that fails is enough. */
export const groups = {
  retry: { package: 'core', mutate: ['src/retry/**/*.ts'], tests: ['test/retry/**/*.test.ts'] },
  redirect: {
    package: 'core',
    mutate: ['src/send/redirect-rules.ts', 'src/send/follow-redirect.ts'],
    tests: ['test/send/redirect.test.ts', 'test/send/cluster-map.test.ts'],
  },
  attempt: {
    package: 'core',
    mutate: ['src/send/attempt.ts'],
    tests: ['content', 'redirect', 'attempt', 'retrying', 'lifetime'].map((name) => `test/send/${name}.test.ts`),
  },
  send: {
    package: 'core',
    mutate: ['src/send/delay-after.ts', 'src/send/send-operation.ts'],
    tests: ['send-operation', 'before-retry', 'content', 'attempt', 'retrying', 'lifetime'].map(
      (name) => `test/send/${name}.test.ts`,
    ),
  },
  resume: { package: 'core', mutate: ['src/read/resume.ts'], tests: ['test/read/**/*.test.ts'] },
  reopen: {
    package: 'objects',
    mutate: ['src/flows/reopen-object.ts'],
    tests: ['reopen-object', 'read-object', 'read-anew'].map((name) => `test/flows/${name}.test.ts`),
  },
}
