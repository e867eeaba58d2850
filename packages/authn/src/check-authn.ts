import { invalidInput, type ErrorMeaning, type InvalidInputError } from '@ais/core'

const nice = /^[A-Za-z0-9_-]{1,32}$/

/** Checks the name of a user or role, the alias of a cluster, by AuthN's rules. @wire cmn/cos IsAlphaNice */
export const checkAuthnName = (operation: string, field: string, name: string): InvalidInputError | undefined =>
  typeof name === 'string' && nice.test(name)
    ? undefined
    : invalidInput(operation, field, "must be 1 to 32 letters, digits, '_' or '-'")

/** Checks a password: white space alone is none. */
export const checkPassword = (operation: string, password: string): InvalidInputError | undefined =>
  typeof password === 'string' && password.trim() !== ''
    ? undefined
    : invalidInput(operation, 'password', 'must not be blank')

/** Checks a token that is to be revoked. */
export const checkToken = (operation: string, token: string): InvalidInputError | undefined =>
  typeof token === 'string' && token.trim() !== '' ? undefined : invalidInput(operation, 'token', 'must not be empty')

const notFound = { user: 'UserNotFound', role: 'RoleNotFound', cluster: 'ClusterNotFound' } as const
const exists = {
  user: 'UserAlreadyExists',
  role: 'RoleAlreadyExists',
  cluster: 'ClusterAlreadyRegistered',
} as const

/** Says what an error answer of AuthN means for an operation on users, roles or clusters. */
export const meaningFor =
  (noun: keyof typeof notFound): ErrorMeaning =>
  ({ status, message = '' }) => {
    // Something else at the address, such as a plain web server, has no users that could be missing.
    if (!message.includes(`${noun} `) && !(noun === 'cluster' && message.startsWith('alias '))) return undefined
    if (status === 404) return notFound[noun]
    return status === 409 ? exists[noun] : undefined
  }

/** Signing keys that can be told or replaced exist only where tokens are signed with a key pair. */
export const keyPairMeaning: ErrorMeaning = ({ status, message = '' }) =>
  status === 400 && /current signing method|externally provisioned/.test(message) ? 'NotSupported' : undefined
