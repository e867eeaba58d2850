export { createCRC32, createMD5, createSHA256, createSHA512 } from 'hash-wasm'
