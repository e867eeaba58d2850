import { Client } from '@ais/client'

await using client = new Client()
const object = client.bucket('cookbook').object('numbers.txt')

const first = await object.get({ offsetBytes: 0, lengthBytes: 5 }).text()
const middle = await object.get({ byteRange: 'bytes=5-9' }).text() // both ends are read
const last = await object.get({ byteRange: 'bytes=-3' }).text()
console.log(first, middle, last)

// A copy of the whole, checked; a connection that breaks is taken up at the byte where it broke.
const sizeBytes = await object.get().toFile('numbers.copy')
console.log(sizeBytes, 'bytes')
