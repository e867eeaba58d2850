import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify(scrypt) as (password: string, salt: Buffer, length: number) => Promise<Buffer>
const length = 32

/** Hashes a password with a salt of its own, for keeping. */
export const hashPassword = async (password: string): Promise<string> => {
  const salt = randomBytes(16)
  return `${salt.toString('hex')}:${(await derive(password, salt, length)).toString('hex')}`
}

/** Tells whether a password is the one that was hashed. */
export const isPassword = async (password: string, hashed: string): Promise<boolean> => {
  const [salt = '', hash = ''] = hashed.split(':')
  return timingSafeEqual(await derive(password, Buffer.from(salt, 'hex'), length), Buffer.from(hash, 'hex'))
}
