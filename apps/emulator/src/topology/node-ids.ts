import { randomInt } from 'node:crypto'

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const idCharacters = `${letters}0123456789`

const pick = (from: string): string => from.charAt(randomInt(from.length))

/** Makes a node id as AIStore does for local nodes: three letters, `p` or `t`, and the port. */
export const makeNodeId = (kind: 'proxy' | 'target', port: number): string =>
  `${pick(letters)}${pick(letters)}${pick(letters)}${kind === 'proxy' ? 'p' : 't'}${port}`

/** Makes an id as AIStore's short ids are: nine letters and digits, a letter first. */
export const makeShortId = (): string => pick(letters) + Array.from({ length: 8 }, () => pick(idCharacters)).join('')

/** Makes an id as jobs have them that take more work later: ten letters. */
export const makeSharedJobId = (): string => Array.from({ length: 10 }, () => pick(letters)).join('')
