/** Why the emulator cannot run on a version of Node, and what to do; `undefined` where it can. */
export const nodeProblem = (version: string): string | undefined => {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > 22 || (major === 22 && minor >= 13)
    ? undefined
    : `needs Node 22.13 or newer, and this is ${version}: its store is on node:sqlite`
}
